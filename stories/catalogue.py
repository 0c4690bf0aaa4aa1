"""Procedures of the demo plays: facts of their sheets (codes, official names, terms, fees), papers in our own short words."""

from decimal import Decimal

from city.services.actions.publishing import Sheet

BIRTH = Sheet(
    "1.001193", "Thủ tục đăng ký khai sinh", "Hộ tịch", "commune", Decimal(1), "working_day",
    papers=(("Giấy chứng sinh, hoặc văn bản của người làm chứng", 1, 0), ("Căn cước của người đi đăng ký (xuất trình)", 1, 0)),
)  # fmt: skip
MARRIAGE = Sheet(
    "1.000894", "Thủ tục đăng ký kết hôn", "Hộ tịch", "commune", Decimal(1), "working_day",
    papers=(("Tờ khai đăng ký kết hôn", 1, 0), ("Giấy xác nhận tình trạng hôn nhân", 1, 0)),
)  # fmt: skip
COPY = Sheet(
    "2.000815", "Thủ tục chứng thực bản sao từ bản chính giấy tờ, văn bản do cơ quan, tổ chức có thẩm quyền của Việt Nam cấp hoặc chứng nhận",
    "Chứng thực", "commune", Decimal(1), "working_day", fee=2000, papers=(("Bản chính giấy tờ cần chứng thực", 1, 0), ("Bản sao cần chứng thực", 0, 1)),
)  # fmt: skip
SINGLE = Sheet("1.004873", "Thủ tục cấp Giấy xác nhận tình trạng hôn nhân", "Hộ tịch", "commune", Decimal(3), "working_day",
               papers=(("Giấy tờ chứng minh việc chấm dứt hôn nhân trước (nếu có)", 1, 0),))  # fmt: skip
BUILDING = Sheet(
    "1.009994", "Cấp giấy phép xây dựng mới đối với nhà ở riêng lẻ", "Hoạt động xây dựng", "commune", Decimal(15), "working_day", fee=75000,
    papers=(("Giấy tờ về quyền sử dụng đất", 0, 1), ("Bản vẽ thiết kế: mặt bằng, mặt đứng, mặt cắt", 2, 0), ("Cam kết an toàn với công trình liền kề", 1, 0)),
)  # fmt: skip
PRACTICE = Sheet("1.009982", "Cấp chứng chỉ hành nghề hoạt động xây dựng hạng II, hạng III", "Hoạt động xây dựng", "city", Decimal(20), "day", fee=300000,
                 papers=(("Bản sao bằng đại học phù hợp", 0, 1), ("Bản khai kinh nghiệm có xác nhận", 1, 0)))  # fmt: skip
COMMUNE = (BIRTH, MARRIAGE, COPY, SINGLE, BUILDING)
CITY = (PRACTICE,)
