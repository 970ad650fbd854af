"""Instants: UTC text on the wire, whole milliseconds since 1970 in every computation.

Python's `datetime` knows no year 0 and overflows after 9999, both of which a caller may come near. A dozen lines of
calendar arithmetic avoid that, and make every instant comparable as text as well: it is always written with
milliseconds.
"""
import re

SECOND = 1000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

INSTANT = re.compile(r"(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,3}))?Z", re.ASCII)
DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
MONTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def days_from_civil(year, month, day):
    """Days from 1970-01-01 to a day of the proleptic Gregorian calendar."""
    year -= month <= 2
    era = year // 400
    year_of_era = year - era * 400
    day_of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return era * 146097 + year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year - 719468


def civil_from_days(days):
    """The inverse of `days_from_civil`."""
    days += 719468
    era = days // 146097
    doe = days - era * 146097
    yoe = (doe - doe // 1460 + doe // 36524 - doe // 146096) // 365
    doy = doe - (365 * yoe + yoe // 4 - yoe // 100)
    mp = (5 * doy + 2) // 153
    month = mp + (3 if mp < 10 else -9)
    return yoe + era * 400 + (month <= 2), month, doy - (153 * mp + 2) // 5 + 1


def is_day(year, month, day):
    """Whether the calendar has this day."""
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 1 <= month <= 12 and 1 <= day <= MONTHS[month - 1] + leap


LAST = (days_from_civil(9999, 12, 31) + 1) * DAY - 1


def to_ms(text):
    """Milliseconds since 1970 of a well-formed instant; ValueError otherwise."""
    match = INSTANT.fullmatch(text)
    if not match:
        raise ValueError("no instant")
    year, month, day, hour, minute, second = (int(part) for part in match.groups()[:6])
    if not is_day(year, month, day) or hour > 23 or minute > 59 or second > 59:
        raise ValueError("no such moment")
    fraction = int((match.group(7) or "0").ljust(3, "0"))
    return days_from_civil(year, month, day) * DAY + hour * HOUR + minute * MINUTE + second * SECOND + fraction


def to_text(ms):
    """An instant as this server writes it: always three digits of a fraction. Clamped to the year 9999."""
    ms = min(ms, LAST)
    days, rest = divmod(ms, DAY)
    year, month, day = civil_from_days(days)
    clock = f"{rest // HOUR:02}:{rest // MINUTE % 60:02}:{rest // SECOND % 60:02}.{rest % SECOND:03}"
    return f"{year:04}-{month:02}-{day:02}T{clock}Z"


def date_to_ms(text):
    """The beginning of a calendar day in UTC; ValueError where the calendar has no such day."""
    match = DATE.fullmatch(text)
    if not match or not is_day(*(int(part) for part in match.groups())):
        raise ValueError("no such day")
    return days_from_civil(*(int(part) for part in match.groups())) * DAY


def plus(text, ms):
    """An instant moved by milliseconds."""
    return to_text(to_ms(text) + ms)
