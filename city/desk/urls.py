from django.urls import path

from city.desk.views import agency_calendars, calendars, inbox, operations, several

app_name = "desk"
KINDS = ("day", "removal", "swap", "hours")  # of changes of a calendar
urlpatterns = [
    path("desk/", inbox.inbox, name="inbox"),
    path("desk/capacity/", inbox.capacity, name="capacity"),
    path("desk/next/", inbox.next_item, name="next"),
    path("desk/items/<int:pk>/", inbox.item, name="item"),
    path("desk/items/<int:pk>/claim/", inbox.claim, name="claim"),
    path("desk/items/<int:pk>/holder/", inbox.hand_over, name="hand_over"),
    path("desk/items/chosen/", several.chosen_items, name="choose_several"),
    path("desk/items/claiming/", several.claim, name="claim_several"),
    path("desk/items/handing-over/", several.give, name="give_several"),
    path("desk/items/printing/", several.print_list, name="print_several"),
    path("desk/items/control-slips/", several.control_slips, name="slips_several"),
    path("desk/calendars/", calendars.calendars, name="calendars"),
    path("desk/calendars/<int:calendar>/", calendars.calendar, name="calendar"),
    path("desk/calendars/<int:calendar>/loading/", calendars.load_year, name="calendar_load_year"),
    path("desk/calendars/<int:calendar>/history/", calendars.history, name="calendar_history"),
    path("desk/calendars/<int:calendar>/agency/", agency_calendars.give, name="calendar_agency"),
    path("desk/calendars/<int:calendar>/agency/saving/", agency_calendars.saving, name="calendar_agency_saving"),
    *(path(f"desk/calendars/<int:calendar>/{k}/", calendars.change, {"kind": k}, f"calendar_{k}") for k in KINDS),
    *(
        path(f"desk/calendars/<int:calendar>/{k}/saving/", calendars.saving, {"kind": k}, f"calendar_{k}_saving")
        for k in KINDS
    ),
    path("desk/operations/", operations.operations, name="operations"),
    path("desk/operations/deliveries/retry/", operations.retry_all, name="retry_all"),
    path("desk/operations/deliveries/<int:delivery>/retry/", operations.retry, name="retry"),
    path("desk/operations/messages/<int:message>/sending/", operations.resend, name="resend"),
]
