using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using CampaignTasks.Application.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace CampaignTasks.Api.Inboxes;

/// <summary>
/// The widget's files: a script for pages, and the page in its frame. The frame runs only what is in it, and only the listed origins may
/// show it.
/// </summary>
internal sealed class WidgetFiles
{
    private const string Folder = "Inboxes.Widget.";

    public WidgetFiles(IOptions<AppOptions> options)
    {
        var (style, code) = (Read("frame.css"), Read("frame.js"));
        Script = Bytes(Read("widget.js"));
        Frame = Bytes(
            Read("frame.html").Replace("/*style*/", style, StringComparison.Ordinal).Replace("/*script*/", code, StringComparison.Ordinal)
        );
        (ScriptTag, FrameTag) = (TagOf(Script), TagOf(Frame));
        FramePolicy = string.Join(
            "; ",
            "default-src 'none'",
            $"script-src '{HashOf(code)}'",
            $"style-src '{HashOf(style)}'",
            "img-src https: http:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            $"frame-ancestors {string.Join(' ', options.Value.InboxOriginList.Prepend("'self'"))}"
        );
    }

    /// <summary>The script that pages include.</summary>
    public byte[] Script { get; }

    public EntityTagHeaderValue ScriptTag { get; }

    /// <summary>The page in the frame.</summary>
    public byte[] Frame { get; }

    public EntityTagHeaderValue FrameTag { get; }

    /// <summary>The Content-Security-Policy of the page in the frame.</summary>
    public string FramePolicy { get; }

    private static string Read(string name)
    {
        var assembly = Assembly.GetExecutingAssembly();
        using var stream = assembly.GetManifestResourceStream($"{assembly.GetName().Name}.{Folder}{name}")
            ?? throw new InvalidOperationException($"The file {name} is not built in.");
        using var reader = new StreamReader(stream, Encoding.UTF8);

        // Checked out with other line ends, the hashes would be others than browsers compute.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string HashOf(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Bytes(text)))}";

    private static EntityTagHeaderValue TagOf(byte[] file) => new($"\"{Convert.ToHexStringLower(SHA256.HashData(file).AsSpan(0, 16))}\"");
}
