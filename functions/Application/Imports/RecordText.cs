using System.Globalization;
using CampaignTasks.Application.Files;

namespace CampaignTasks.Application.Imports;

/// <summary>The check of a record's characters.</summary>
internal static class RecordText
{
    /// <summary>The fault of a record that is too long.</summary>
    public static readonly string TooLong = string.Create(
        CultureInfo.InvariantCulture,
        $"The record is too long: send at most {LineReader.Longest} characters."
    );

    /// <summary>Finds what the file's encoding did to a record; null when it is whole.</summary>
    public static string? FaultOf(string text) =>
        text.Contains('\uFFFD', StringComparison.Ordinal)
            ? "The line is not UTF-8: save the file as UTF-8, or as UTF-16 with its byte order mark."
        : text.Contains('\0', StringComparison.Ordinal)
            ? "The line has NUL characters: save the file as UTF-8, or as UTF-16 with its byte order mark."
        : null;
}
