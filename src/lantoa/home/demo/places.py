"""The units of the demo: 31 grassroots unions of today, one that was merged, one that moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Place:
    """A unit of the demo. `field` is its work, `size` its share of the members."""

    code: str
    name: str
    kind: str
    parent: str = ""
    field: str = ""
    size: int = 0
    command: str = ""
    short_name: str = ""


ROOT = Place("QKSH", "Công đoàn Quân khu Sông Hiền", "khu", short_name="CĐ Quân khu")
UPPER = (
    Place("NKT", "Công đoàn ngành Kỹ thuật", "cap_tren", "QKSH", short_name="CĐ ngành KT"),
    Place("NHC", "Công đoàn ngành Hậu cần", "cap_tren", "QKSH", short_name="CĐ ngành HC"),
    Place("KDP", "Công đoàn khối tỉnh", "cap_tren", "QKSH", short_name="CĐ khối tỉnh"),
    Place("KCQ", "Công đoàn khối cơ quan, nhà trường", "cap_tren", "QKSH", short_name="CĐ khối CQ"),
)
_ROWS = """
KT01|Nhà máy Cơ khí Bình Sách|NKT|ky_thuat|360
KT02|Xưởng Ô tô Đồng Quạt|NKT|ky_thuat|270
KT03|Kho Kỹ thuật Núi Nương|NKT|ky_thuat|150
KT04|Trạm Thông tin Ba Gốc|NKT|ky_thuat|110
KT05|Xưởng Quân khí Cầu Sậy|NKT|ky_thuat|210
KT06|Nhà máy Cao su Đức Phượng|NKT|san_xuat|330
KT07|Kho Xăng dầu Bến Nứa|NKT|hau_can|120
KT08|Trung tâm Đo lường Hòa Mục|NKT|ky_thuat|100
HC01|Bệnh viện Quân y Sông Hiền|NHC|y_te|420
HC02|Bệnh viện Quân y Đồng Muối|NHC|y_te|260
HC03|Xí nghiệp May Thanh Trúc|NHC|san_xuat|460
HC04|Kho Quân nhu Vân Kiều|NHC|hau_can|140
HC05|Đoàn An dưỡng Hồ Lau|NHC|y_te|130
HC06|Xí nghiệp Chế biến Phú Cát|NHC|san_xuat|240
HC07|Trạm Giống Tân Hòa Sơn|NHC|hau_can|90
HC08|Xưởng Dược Mỹ Lệ|NHC|y_te|120
DP01|Bộ CHQS tỉnh Thuận Giang|KDP|quan_ly|210
DP02|Bộ CHQS tỉnh An Lĩnh|KDP|quan_ly|190
DP03|Bộ CHQS tỉnh Vĩnh Trà|KDP|quan_ly|180
DP04|Bộ CHQS tỉnh Lạc Hà|KDP|quan_ly|170
DP05|Bộ CHQS tỉnh Đông Kỳ|KDP|quan_ly|160
DP06|Bộ CHQS tỉnh Tây Lộc|KDP|quan_ly|150
CQ01|Trường Quân sự Quân khu|KCQ|giao_duc|280
CQ02|Trường Trung cấp nghề Đồi Thông|KCQ|giao_duc|320
CQ03|Bộ Tham mưu|KCQ|quan_ly|150
CQ04|Cục Chính trị|KCQ|quan_ly|110
CQ05|Cục Hậu cần|KCQ|hau_can|130
CQ06|Cục Kỹ thuật|KCQ|ky_thuat|140
CQ07|Nhà khách Hương Sơn Đài|KCQ|hau_can|90
CQ08|Bảo tàng Quân khu|KCQ|quan_ly|70
CQ09|Ban Quản lý dự án Bờ Tây|KCQ|quan_ly|80
"""
MERGED = Place(
    "KT09",
    "Công đoàn cơ sở Trạm Xe Làng Vối",
    "cdcs",
    "NKT",
    "ky_thuat",
    60,
    "Trạm Xe Làng Vối",
    "CĐCS Trạm Xe Làng Vối",
)
MERGED_INTO, MERGED_ON = "KT02", date(2020, 1, 1)
MOVED, MOVED_TO, MOVED_ON = "KT07", "NHC", date(2019, 7, 1)
FOUNDED = date(2010, 1, 1)


def _place(row: str) -> Place:
    code, command, parent, field, size = row.split("|")
    return Place(
        code,
        f"Công đoàn cơ sở {command}",
        "cdcs",
        parent,
        field,
        int(size),
        command,
        f"CĐCS {command}",
    )


UNIONS = tuple(_place(row) for row in _ROWS.strip().splitlines())
EVERY_UNION = (*UNIONS, MERGED)
