from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand

from lantoa.home import soundness
from lantoa.shared.errors import DomainError


class Command(BaseCommand):
    """Recompute what the program promises: figures, constraints, the tree, the journal, files."""

    help = "tính lại số liệu, kiểm tra ràng buộc, cây đơn vị, nhật ký và tệp"

    def handle(self, **_options: Any) -> None:  # noqa: ANN401 -- Django's signature
        faults = 0
        for check in soundness.CHECKS:
            found = self._list(check.faults())
            faults += len(found)
            self.stdout.write(f"{'HỎNG' if found else 'đúng'}  {check.name}")
            for fault in found[:20]:
                self.stdout.write(f"      {fault}")
            if len(found) > 20:
                self.stdout.write(f"      … và {len(found) - 20} chỗ nữa")
        if faults:
            raise DomainError(f"Có {faults} chỗ không khớp.")

    @staticmethod
    def _list(faults: Iterable[str]) -> list[str]:
        return list(faults)
