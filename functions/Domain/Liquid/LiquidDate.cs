using System.Globalization;
using Fluid;
using Fluid.Filters;
using Fluid.Values;
using NodaTime;
using NodaTime.Text;

namespace CampaignTasks.Domain.Liquid;

/// <summary>
/// The filter <c>date</c>: an instant is written in the recipient's zone; a date or time without an offset stays as it is. Text that is no
/// date comes out unchanged, as in other Liquid engines.
/// </summary>
internal static class LiquidDate
{
    // The words of dates that people type; day and month in figures only would be a guess.
    private static readonly string[] Words =
    [
        "d MMMM yyyy",
        "d MMM yyyy",
        "MMMM d, yyyy",
        "MMM d, yyyy",
        "MMMM d yyyy",
        "yyyy-MM-dd HH:mm",
        "yyyy-MM-dd HH:mm:ss",
        "yyyy-MM-dd'T'HH:mm",
    ];

    public static ValueTask<FluidValue> Filter(FluidValue input, FilterArguments arguments, TemplateContext context)
    {
        var format = arguments.At(0).ToStringValue();
        if (format.Length is 0 || Read(input, ((LiquidContext)context).Variables) is not { } moment)
        {
            return input;
        }

        EnsureShort(format);
        return MiscFilters.Date(new DateTimeValue(moment), arguments, context);
    }

    private static DateTimeOffset? Read(FluidValue input, LiquidVariables variables)
    {
        if (input.Type is FluidValues.Number)
        {
            var seconds = input.ToNumberValue();
            return seconds is >= -62_135_596_800 and < 253_402_214_400
                ? At(Instant.FromUnixTimeMilliseconds((long)(seconds * 1000)), variables.Zone)
                : null;
        }

        if (input.Type is not FluidValues.String)
        {
            return null;
        }

        var text = input.ToStringValue().Trim();
        if (text.Equals("now", StringComparison.OrdinalIgnoreCase) || text.Equals("today", StringComparison.OrdinalIgnoreCase))
        {
            return At(Instant.FromDateTimeOffset(variables.Now), variables.Zone);
        }

        return OffsetDateTimePattern.ExtendedIso.Parse(text) is { Success: true } instant ? At(instant.Value.ToInstant(), variables.Zone)
            : LocalDateTimePattern.ExtendedIso.Parse(text) is { Success: true } local ? At(local.Value, variables.Zone)
            : LocalDatePattern.Iso.Parse(text) is { Success: true } date ? At(date.Value.AtMidnight(), variables.Zone)
            : DateTime.TryParseExact(text, Words, CultureInfo.InvariantCulture, DateTimeStyles.None, out var typed)
                ? At(LocalDateTime.FromDateTime(typed), variables.Zone)
            : null;
    }

    private static DateTimeOffset? At(LocalDateTime local, DateTimeZone zone) =>
        local.ToDateTimeUnspecified() is { Year: > 1 and < 9999 } ? zone.AtLeniently(local).ToDateTimeOffset() : null;

    private static DateTimeOffset? At(Instant instant, DateTimeZone zone) =>
        instant.InUtc().Year is > 1 and < 9999 ? instant.InZone(zone).ToDateTimeOffset() : null;

    /// <summary>Refuses a padding that fills the memory, as in <c>%100000000d</c>.</summary>
    private static void EnsureShort(string format)
    {
        var digits = 0;
        foreach (var c in format)
        {
            digits = char.IsDigit(c) ? digits + 1 : 0;
            if (digits > 4)
            {
                throw new LiquidException("the format of a date holds a number of more than four digits");
            }
        }
    }
}
