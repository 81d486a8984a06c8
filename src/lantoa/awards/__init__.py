"""Awards (đã tặng) and nominations (đề nghị): two records that are never added."""
