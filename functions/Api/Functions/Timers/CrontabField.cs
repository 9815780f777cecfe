using System.Globalization;
using System.Numerics;

namespace CampaignTasks.Api.Functions.Timers;

/// <summary>The fields of a schedule, in their order.</summary>
internal enum CrontabFieldKind
{
    Second,
    Minute,
    Hour,
    Day,
    Month,
    DayOfWeek,
}

/// <summary>The values of one field, a bit for each.</summary>
internal readonly struct CrontabField
{
    private readonly ulong _values;

    private CrontabField(ulong values) => _values = values;

    /// <exception cref="CrontabException">It is no such field.</exception>
    public static CrontabField Parse(CrontabFieldKind kind, string text)
    {
        var range = new Range(kind, text);
        return new(text.Split(',').Aggregate(0UL, (values, part) => values | range.Read(part)));
    }

    public bool Contains(int value) => (_values >> value & 1) == 1;

    /// <summary>The first value at or after <paramref name="from"/>; null when there is none.</summary>
    public int? First(int from)
    {
        var rest = from < 64 ? _values >> from << from : 0;
        return rest == 0 ? null : BitOperations.TrailingZeroCount(rest);
    }

    /// <summary>What a field may hold, and the reader of its parts.</summary>
    private readonly struct Range(CrontabFieldKind kind, string field)
    {
        private readonly (int Min, int Max, string[] Names) _bounds = kind switch
        {
            CrontabFieldKind.Second or CrontabFieldKind.Minute => (0, 59, []),
            CrontabFieldKind.Hour => (0, 23, []),
            CrontabFieldKind.Day => (1, 31, []),
            CrontabFieldKind.Month => (1, 12, CultureInfo.InvariantCulture.DateTimeFormat.MonthNames[..12]),
            _ => (0, 6, CultureInfo.InvariantCulture.DateTimeFormat.DayNames),
        };

        public ulong Read(string part)
        {
            var (span, step) = part.Split('/') switch
            {
                [var whole] => (whole, 1),
                [var whole, var every] when int.TryParse(every, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0 => (whole, n),
                _ => throw Refused(part),
            };
            var (from, to) = span.Split('-') switch
            {
                ["*"] => (_bounds.Min, _bounds.Max),
                [var one] when Value(one, part) is var value => (value, step > 1 ? _bounds.Max : value),
                [var first, var last] => (Value(first, part), Value(last, part)),
                _ => throw Refused(part),
            };
            var values = 0UL;
            for (var value = from; value <= to; value += step)
            {
                values |= 1UL << value;
            }

            return values == 0 ? throw Refused(part) : values;
        }

        private int Value(string text, string part)
        {
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return number >= _bounds.Min && number <= _bounds.Max ? number : throw Refused(part);
            }

            var name = text.Length < 3 ? -1 : Array.FindIndex(_bounds.Names, known => IsNamed(known, text));
            return name < 0 ? throw Refused(part) : _bounds.Min + name;
        }

        private static bool IsNamed(string known, string text) =>
            string.Equals(known, text, StringComparison.OrdinalIgnoreCase)
            || (text.Length == 3 && known.StartsWith(text, StringComparison.OrdinalIgnoreCase));

        private CrontabException Refused(string part)
        {
            var names = _bounds.Names.Length == 0 ? "" : $" or names like {_bounds.Names[0][..3].ToUpperInvariant()}";
            return new($"'{part}' is nothing the field {kind} takes ('{field}'): give values from {_bounds.Min} to {_bounds.Max}{names}, ranges upwards, steps like */5.");
        }
    }
}
