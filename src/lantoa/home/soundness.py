"""What `lantoa verify` checks: that nothing derived has drifted and nothing kept was touched."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from lantoa.attachments.queries import missing_files, orphan_files
from lantoa.audit.queries import broken_seals
from lantoa.initiatives.queries import codes_beyond_series
from lantoa.organization.queries.tree import tree_faults
from lantoa.reviews.queries.frozen import drifted_figures


@dataclass(frozen=True, slots=True)
class Check:
    """One promise: its name, and the sentences about where it is broken."""

    name: str
    faults: Callable[[], Iterable[str]]


def _seals() -> Iterator[str]:
    for seal in broken_seals():
        yield f"Niêm phong {seal.pk} (việc {seal.first_entry}–{seal.last_entry}) không khớp."


def _constraints() -> Iterator[str]:
    """Name the constraints that the database was told not to validate."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, conname FROM pg_constraint "
            "WHERE NOT convalidated AND connamespace = 'public'::regnamespace"
        )
        for table, name in cursor.fetchall():
            yield f"Ràng buộc {name} của {table} chưa được kiểm."


def _files() -> Iterator[str]:
    for file in missing_files():
        yield f"Thiếu tệp {file.content.name} ({file.sha256})."
    for name in orphan_files(at=timezone.now()):
        yield f"Tệp {name} không thuộc bản ghi nào; chép ra nơi khác rồi xóa."


def _codes() -> Iterator[str]:
    for code in codes_beyond_series():
        yield f"Mã {code} lớn hơn số đã cấp: lần cấp sau sẽ trùng."


CHECKS = (
    Check("cây đơn vị khớp với vị trí và kế thừa", tree_faults),
    Check("mọi ràng buộc của cơ sở dữ liệu đang có hiệu lực", _constraints),
    Check("số đã chốt khớp với danh sách dòng đã giữ", drifted_figures),
    Check("nhật ký đúng với niêm phong", _seals),
    Check("mọi tệp đã lưu còn nguyên, không tệp nào bị bỏ quên", _files),
    Check("mã sáng kiến không vượt số đã cấp", _codes),
)
