using System.Globalization;
using System.Text;

namespace CampaignTasks.App.Tests.Hostile;

/// <summary>A hostile request and the refusal it deserves. Braces in target and headers name what the site has: <c>{task}</c>.</summary>
/// <param name="Trick">What is wrong with it.</param>
/// <param name="Method">The method.</param>
/// <param name="Target">The request target as it goes over the wire.</param>
/// <param name="Body">The body; null for none.</param>
internal sealed record Row(string Trick, string Method, string Target, byte[]? Body = null)
{
    public const string Json = "application/json";

    /// <summary>The key it is sent with: the tenant's own unless said otherwise; null for none.</summary>
    public string? Key { get; init; } = "{key}";

    /// <summary>The media type of the body; null for none.</summary>
    public string? Type { get; init; } = Json;

    /// <summary>The announced length; null: as long as the body is; negative: none is announced.</summary>
    public long? Length { get; init; }

    /// <summary>Header lines besides.</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];

    public int Status { get; init; } = 422;

    /// <summary>The problem's code; null where the answer is no problem: see <see cref="Bare"/> and <see cref="Page"/>.</summary>
    public string? Code { get; init; } = "invalid";

    /// <summary>What the problem must name among its errors; null for none.</summary>
    public string? Field { get; init; }

    public static Row Get(string trick, string target) => new(trick, "GET", target);

    public static Row Delete(string trick, string target) => new(trick, "DELETE", target);

    public static Row Post(string trick, string target, string? body = null) => new(trick, "POST", target, Bytes(body));

    public static Row Put(string trick, string target, string? body = null) => new(trick, "PUT", target, Bytes(body));

    public static Row Patch(string trick, string target, string? body = null) => new(trick, "PATCH", target, Bytes(body));

    public Row With(params string[] headers) => this with { Headers = [.. Headers, .. headers] };

    public Row As(string? key) => this with { Key = key };

    public Row Of(string? mediaType) => this with { Type = mediaType };

    public Row Of(byte[] body) => this with { Body = body };

    /// <summary>422, and this field is named with its fault.</summary>
    public Row Names(string field) => this with { Field = field };

    public Row Is(int status, string code, string? field = null) => this with { Status = status, Code = code, Field = field };

    public Row NotFound() => Is(404, "notFound");

    public Row Malformed() => Is(400, "malformedJson");

    public Row Conflict(string code) => Is(409, code);

    /// <summary>
    /// The server itself answers, before it knows what is asked for: what came is no HTTP, so there is no body to be read by anybody.
    /// </summary>
    public Row Bare(int status) => this with { Status = status, Code = null };

    /// <summary>A person's browser is answered with a page.</summary>
    public Row Page(int status) => this with { Status = status, Code = null, Field = "text/html" };

    /// <summary>The request line and headers.</summary>
    public string Head()
    {
        var head = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{Method} {Target} HTTP/1.1\r\n");
        if (!Headers.Any(line => line.StartsWith("Host:", StringComparison.Ordinal)))
        {
            head.Append("Host: campaigns.example\r\n");
        }

        head.Append("Connection: close\r\n");
        head.Append(Key is null ? "" : $"Authorization: Bearer {Key}\r\n");
        if (Body is not null || Length is not null)
        {
            head.Append(Type is null ? "" : $"Content-Type: {Type}\r\n");
            head.Append(Length < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"Content-Length: {Length ?? Body!.Length}\r\n"));
        }

        return head.AppendJoin("", Headers.Select(line => line + "\r\n")).ToString();
    }

    public override string ToString() =>
        $"{Trick}: {Method} {Cut(Target)}{(Headers.Count == 0 ? "" : $" [{Cut(string.Join("; ", Headers))}]")}{(Body is null ? "" : $" {Cut(Encoding.UTF8.GetString(Body))}")}";

    private static byte[]? Bytes(string? body) => body is null ? null : Encoding.UTF8.GetBytes(body);

    private static string Cut(string text) => text.Length <= 160 ? text : $"{text[..160]}… ({text.Length} characters)";
}
