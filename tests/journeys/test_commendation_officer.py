"""The commendation officer of the Region: files in, figures out, the review sent."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.documents.reading import docx_words, pdf_words
from tests.journeys.region import PERIOD
from tests.journeys.visitor import SitDown, Visitor

pytestmark = pytest.mark.journey

GOOD: tuple[str, str, int | str] = ("Máy rửa chi tiết bằng dung dịch tuần hoàn", "Sáng kiến", 2022)
BAD: tuple[str, str, int | str] = ("Khay đựng dụng cụ theo bộ", "Cải tiến", "2O22")


def test_a_workbook_is_sent_seen_mended_applied_undone_and_counted(
    somebody: SitDown, tmp_path: Path
) -> None:
    officer = somebody("thidua")
    book = filled_in(fetched(officer, to=tmp_path))

    officer.visit("/viec/")
    officer.follow("Nhập từ Excel", within="main")
    officer.page.get_by_label("Tệp của các đơn vị").set_input_files(book)
    officer.press("Gửi và xem trước")

    cells = officer.page.locator("main")
    address = f"F{first_empty_row(book) + 1}"
    expect(cells).to_contain_text(address)
    expect(cells).to_contain_text("“2O22” không phải năm. Ghi bốn chữ số, như 2021.")
    expect(cells).to_contain_text("Chưa ghi gì vào hệ thống")

    officer.press("Ghi 1 dòng")
    expect(officer.page.locator(".lt-toast")).to_contain_text("Đã ghi 1 dòng")
    officer.press_and_confirm("Hoàn tác cả tệp")
    expect(cells).to_contain_text("Chưa ghi gì vào hệ thống")
    officer.press("Ghi 1 dòng")
    officer.visit(f"/sang-kien/?{PERIOD}&q=may+rua+chi+tiet")

    expect(officer.page.locator("tbody tr")).to_have_count(1)


def test_every_number_of_the_dashboard_opens_as_many_rows(somebody: SitDown) -> None:
    officer = somebody("thidua")
    board = f"/bang-dieu-hanh/?{PERIOD}"
    officer.visit(board)
    counted = officer.page.locator("main .lt-lede .lt-figure, main .lt-strip .lt-figure")
    doors = [(figure.inner_text(), figure.get_attribute("href") or "") for figure in counted.all()]
    whole = [(text, href) for text, href in doors if text.isdecimal() and text != "0"]

    assert len(whole) >= 4
    for text, href in whole:
        officer.visit(href)
        expect(officer.page.locator(".lt-panel__foot")).to_contain_text(f"trong {text}")


def test_a_review_is_read_taken_as_files_frozen_and_compared_with_today(
    somebody: SitDown, tmp_path: Path
) -> None:
    officer = somebody("thidua")
    officer.visit(f"/bao-cao/?{PERIOD}")
    officer.follow("Lập báo cáo", within="main")
    officer.page.locator("[name=signer]").fill("Đại tá Nguyễn Đình Quý")
    officer.press("Lưu")
    money = officer.page.locator(
        "main article .lt-figure", has_text="triệu đồng"
    ).first.inner_text()

    word = officer.download("Tải Word", to=tmp_path)
    paper = officer.download("Tải PDF", to=tmp_path)
    sheets = officer.download("Phụ lục Excel", to=tmp_path)

    assert money in " ".join(docx_words(word.read_bytes()))
    assert money in " ".join(pdf_words(paper.read_bytes()))
    assert len(openpyxl.load_workbook(sheets, read_only=True).sheetnames) > 3

    officer.press_and_confirm("Chốt báo cáo")
    frozen = officer.page.url.removeprefix(officer.address)
    add_recognized_initiative(officer)
    officer.visit(frozen)

    difference = officer.page.locator("aside li", has_text="công trình, sáng kiến").first
    expect(difference).to_contain_text("2 → 3")
    officer.follow("So hai bản")
    expect(officer.page.locator("main")).to_contain_text("số khác bản chốt")
    officer.press(officer.page.locator("aside li a").first)
    expect(officer.page.locator("main")).to_contain_text("Thêm sau khi chốt")


def fetched(officer: Visitor, *, to: Path) -> Path:
    """Return the workbook of the first union, as the product hands it out."""
    officer.visit("/nhap-tep/")
    officer.page.get_by_label("Đơn vị", exact=True).select_option("CK01")
    return officer.download(officer.page.get_by_role("button", name="Tải sổ có số liệu"), to=to)


def filled_in(path: Path) -> Path:
    """Add two initiatives as an officer types them, one with letters in its year."""
    book = openpyxl.load_workbook(path)
    row = first_empty_row(path)
    for number, (title, kind, year) in enumerate((GOOD, BAD)):
        typed: dict[int, str | int] = {3: title, 4: kind, 6: year}
        for column, value in typed.items():
            book["Sáng kiến"].cell(row + number, column, value)
    filled = path.with_name("so-CK01-bo-sung.xlsx")
    book.save(filled)
    return filled


def first_empty_row(path: Path) -> int:
    sheet = openpyxl.load_workbook(path)["Sáng kiến"]
    titles = [cell.value for cell in sheet["C"]]
    known = [
        place for place, title in enumerate(titles) if title and title not in {GOOD[0], BAD[0]}
    ]
    return known[-1] + 2


def add_recognized_initiative(officer: Visitor) -> None:
    officer.visit("/sang-kien/them/?don_vi=YT02")
    page = officer.page
    page.get_by_label("Tên", exact=True).fill("Xe đẩy dụng cụ nhiều tầng")
    page.locator("[name=year]").fill("2022")
    page.locator("[name=cong-nhan-0-scope]").select_option("co_so")
    page.locator("[name=cong-nhan-0-number]").fill("44/QĐ-BV")
    page.locator("[name=cong-nhan-0-signed_on]").fill("15/11/2022")
    page.locator("[name=cong-nhan-0-issuer]").fill("Bệnh viện Đồi Trúc")
    officer.press("Lưu")
