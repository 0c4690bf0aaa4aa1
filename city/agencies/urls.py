"""Addresses of the administrator, and of officials who lend their powers."""

from django.urls import path

from city.agencies.views import agencies, posts, substitution

app_name = "agencies"
urlpatterns = [
    path("desk/agencies/", agencies.agencies, name="agencies"),
    path("desk/agencies/new/", agencies.establish, name="establish"),
    path("desk/agencies/<int:pk>/", agencies.agency, name="agency"),
    path("desk/agencies/<int:pk>/name/", agencies.rename, name="rename"),
    path("desk/agencies/<int:pk>/parent/", agencies.move, name="move"),
    path("desk/agencies/<int:pk>/code/", agencies.give_code, name="give_code"),
    path("desk/agencies/<int:pk>/successor/", agencies.succeed, name="succeed"),
    path("desk/agencies/<int:pk>/dissolution/", agencies.dissolve, name="dissolve"),
    path("desk/agencies/<int:pk>/posts/new/", posts.create_post, name="create_post"),
    path("desk/agencies/codes/<int:pk>/end/", agencies.end_code, name="end_code"),
    path("desk/agencies/posts/<int:pk>/", posts.post, name="post"),
    path("desk/agencies/posts/<int:pk>/powers/", posts.change_powers, name="change_powers"),
    path("desk/agencies/posts/<int:pk>/rank/", posts.change_rank, name="change_rank"),
    path("desk/agencies/posts/<int:pk>/fields/", posts.assign_fields, name="assign_fields"),
    path("desk/agencies/posts/<int:pk>/end/", posts.end_post, name="end_post"),
    path("desk/agencies/posts/<int:pk>/appointment/", posts.appoint, name="appoint"),
    path("desk/agencies/posts/<int:pk>/official/", posts.new_official, name="new_official"),
    path("desk/agencies/appointments/<int:pk>/end/", posts.end_appointment, name="end_appointment"),
    path("desk/agencies/appointments/<int:pk>/password/", posts.issue_password, name="issue_password"),
    path("desk/substitution/", substitution.substitution, name="substitution"),
    path("desk/substitution/new/", substitution.lend, name="lend"),
    path("desk/substitution/<int:pk>/end/", substitution.end_delegation, name="end_delegation"),
]
