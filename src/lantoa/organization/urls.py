from __future__ import annotations

from django.urls import path

from lantoa.organization.views import accounts, people, registers, units

app_name = "organization"
urlpatterns = [
    path("don-vi/", units.unit_tree, name="unit-tree"),
    path("don-vi/them/", units.add_unit, name="add-unit"),
    path("don-vi/<path:code>/sua/", units.edit_unit, name="edit-unit"),
    path("don-vi/<path:code>/chuyen/", units.move_unit, name="move-unit"),
    path("don-vi/<path:code>/doi-ten/", units.rename_unit, name="rename-unit"),
    path("don-vi/<path:code>/sap-nhap/", units.succeed_unit, name="succeed-unit"),
    path("don-vi/<path:code>/", units.unit_page, name="unit"),
    path("nguoi/", people.people_list, name="people"),
    path("nguoi/them/", people.add_person, name="add-person"),
    path("nguoi/<path:code>/sua/", people.edit_person, name="edit-person"),
    path("nguoi/<path:code>/ten-khac/", people.set_aliases, name="set-aliases"),
    path("nguoi/<path:code>/roi-di/", people.leave_unit, name="leave-unit"),
    path("nguoi/<path:code>/gop/", people.merge_person, name="merge-person"),
    path("nguoi/<path:code>/tach/", people.unmerge_person, name="unmerge-person"),
    path("nguoi/<path:code>/luot-mo/", people.file_openings, name="file-openings"),
    path("nguoi/<path:code>/", people.person_page, name="person"),
    path("quan-tri/tai-khoan/", accounts.account_list, name="accounts"),
    path("quan-tri/tai-khoan/them/", accounts.add_account, name="add-account"),
    path("quan-tri/thoi-xem-nhu/", accounts.stop_seeing_as, name="stop-seeing-as"),
    path("quan-tri/tai-khoan/<str:username>/", accounts.account_page, name="account"),
    path("quan-tri/tai-khoan/<str:username>/vai-tro/", accounts.assign_role, name="assign-role"),
    path(
        "quan-tri/tai-khoan/<str:username>/vai-tro/<int:pk>/ket-thuc/",
        accounts.end_role,
        name="end-role",
    ),
    path(
        "quan-tri/tai-khoan/<str:username>/mat-khau/",
        accounts.reset_password,
        name="reset-password",
    ),
    path("quan-tri/tai-khoan/<str:username>/dang-dung/", accounts.set_active, name="set-active"),
    path("quan-tri/tai-khoan/<str:username>/nguoi/", accounts.link_person, name="link-person"),
    path("quan-tri/tai-khoan/<str:username>/mo-khoa/", accounts.lift_lockout, name="lift-lockout"),
    path("quan-tri/tai-khoan/<str:username>/xem-nhu/", accounts.start_seeing_as, name="see-as"),
    path("nhat-ky/", registers.journal, name="journal"),
    path("du-lieu-ca-nhan/", registers.personal_data, name="personal-data"),
]
