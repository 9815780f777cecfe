using CampaignTasks.Domain.Time;
using CampaignTasks.Domain.Validation;
using NodaTime;

namespace CampaignTasks.Domain.Schedules;

/// <summary>A window of every day, as callers give and read it.</summary>
/// <param name="From">When it opens, as in 09:00.</param>
/// <param name="To">When it closes, as in 18:00; 24:00 is the end of the day.</param>
public sealed record WindowDefinition(string? From, string? To)
{
    private const int MaxWindows = 10;

    // A change of the clock by two hours must leave something of every window.
    private const long MustBeLongerThan = 2 * TimeSpan.TicksPerHour;

    private static readonly LocalTime LatestFrom = new(21, 59);

    private static readonly LocalTime EarliestTo = new(2, 1);

    /// <summary>Creates the definition of an existing window, for views and edits.</summary>
    public static WindowDefinition FromWindow(DailyWindow window) => new(LocalTimes.Format(window.From), LocalTimes.FormatEnd(window.To));

    /// <summary>The windows of a day that stand for a list; only those without faults.</summary>
    /// <param name="windows">The list as it was given.</param>
    /// <param name="field">Its path.</param>
    /// <param name="errors">Gets what is wrong.</param>
    internal static IReadOnlyList<DailyWindow> Check(IReadOnlyList<WindowDefinition> windows, string field, ValidationErrors errors)
    {
        if (windows.Count > MaxWindows)
        {
            errors.Add(field, $"There are {windows.Count} windows: give at most {MaxWindows} a day.");
            return [];
        }

        List<DailyWindow> good = [];
        for (var i = 0; i < windows.Count; i++)
        {
            if (windows[i].Check($"{field}[{i}]", errors) is not { } window)
            {
                continue;
            }

            if (good is [.., var last])
            {
                CheckOrder(last, window, $"{field}[{i}].from", errors);
            }

            good.Add(window);
        }

        return good;
    }

    private static void CheckOrder(DailyWindow before, DailyWindow window, string field, ValidationErrors errors)
    {
        var (from, opened, closed) = (window.From.TickOfDay, before.From.TickOfDay, before.EndTicks);
        if (from > closed)
        {
            return;
        }

        errors.Add(
            field,
            from == closed
                    ? $"The window begins when the one before it ends ({LocalTimes.FormatEnd(before.To)}): make one window of the two, or begin later."
                : window.EndTicks <= opened ? "The windows are not in order: list them as they follow each other in a day."
                : $"The window overlaps the one before it, which ends at {LocalTimes.FormatEnd(before.To)}: begin after that."
        );
    }

    private DailyWindow? Check(string field, ValidationErrors errors)
    {
        var isFrom = TryRead(From, isEnd: false, $"{field}.from", errors, out var from);
        var isTo = TryRead(To, isEnd: true, $"{field}.to", errors, out var to);
        var window = new DailyWindow(from, to);
        if (!isFrom || !isTo)
        {
            return null;
        }

        if (window.Length <= TimeSpan.Zero)
        {
            errors.Add($"{field}.to", AcrossMidnight(from, to));
            return null;
        }

        if (window.Length.Ticks <= MustBeLongerThan)
        {
            errors.Add(
                $"{field}.to",
                $"The window is {(int)window.Length.TotalMinutes} minutes long: each must be longer than two hours. {Longer(from)}"
            );
            return null;
        }

        return window;
    }

    private static bool TryRead(string? text, bool isEnd, string field, ValidationErrors errors, out LocalTime time)
    {
        if (isEnd ? LocalTimes.TryParseEnd(text, out time) : LocalTimes.TryParse(text, out time))
        {
            return true;
        }

        errors.Add(
            field,
            text switch
            {
                null => $"The time is missing: write hours and minutes, as in {(isEnd ? "18:00" : "09:00")}.",
                "24:00" => "A window cannot begin at the end of the day: write 00:00 for its beginning.",
                "00:00" => "A window cannot end at the beginning of the day: write 24:00 for its end.",
                { Length: 8 } when LocalTimes.TryParse(text[..5], out _) && text[5] is ':' =>
                    $"The time has seconds: write hours and minutes only, as in {text[..5]}.",
                _ =>
                    $"The time is not one of a day: write hours and minutes, as in {(isEnd ? "18:00, or 24:00 for the end of the day" : "09:00")}.",
            }
        );
        return false;
    }

    /// <summary>Describes how to write it as two windows that are long enough.</summary>
    private static string AcrossMidnight(LocalTime from, LocalTime to)
    {
        if (from == to)
        {
            return "The window is empty: end it later than it begins.";
        }

        var (first, second) = (LocalTimes.Format(LocalTime.Max(to, EarliestTo)), LocalTimes.Format(LocalTime.Min(from, LatestFrom)));
        return "A window cannot cross midnight: write it as two, each longer than two hours, as in "
            + $$"""{"from":"00:00","to":"{{first}}"} and {"from":"{{second}}","to":"24:00"}.""";
    }

    private static string Longer(LocalTime from) =>
        from <= LatestFrom
            ? $"End it at {LocalTimes.FormatEnd(from.PlusMinutes(121))} or later."
            : $"Begin it at {LocalTimes.Format(LatestFrom)} or earlier.";
}
