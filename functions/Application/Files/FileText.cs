using System.Text;

namespace CampaignTasks.Application.Files;

/// <summary>The text of an uploaded file.</summary>
internal static class FileText
{
    /// <summary>The field of errors that concern a file as a whole.</summary>
    public const string Field = "file";

    private const int BufferSize = 16 * 1024;

    /// <summary>Reads UTF-8, or UTF-16 with its byte order mark. Invalid bytes become U+FFFD.</summary>
    public static StreamReader Read(Stream file) =>
        new(
            file,
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            detectEncodingFromByteOrderMarks: true,
            BufferSize,
            leaveOpen: true
        );
}
