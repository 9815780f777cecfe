using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using CampaignTasks.Api.Tests.Http;

namespace CampaignTasks.Api.Tests.Inboxes;

public sealed partial class WidgetTests
{
    private const string Shop = "https://shop.example.com";

    [Theory]
    [InlineData("/api/widget.js", "text/javascript; charset=utf-8")]
    [InlineData("/api/widget", "text/html; charset=utf-8")]
    public async Task File_IsStatic_AndCachedUntilItChanges(string path, string type)
    {
        await using var api = await TestApi.StartAsync();
        var anybody = api.Client(key: null);

        var file = await anybody.GetAsync(path);
        var again = await anybody.SendAsync(HttpMethod.Get, path, content: null, ("If-None-Match", file.Headers["ETag"]));

        Assert.Equal((200, type), (file.Status, file.Headers["Content-Type"]));
        Assert.Equal("public, max-age=3600", file.Headers["Cache-Control"]);
        Assert.Equal("nosniff", file.Headers["X-Content-Type-Options"]);
        Assert.Equal(304, again.Status);
        Assert.DoesNotContain("http://127.0.0.1", file.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Frame_RunsOnlyWhatIsInIt_AndIsShownByListedOriginsOnly()
    {
        await using var api = await TestApi.StartAsync(settings: ("InboxOrigins", Shop));

        var frame = await api.Client(key: null).GetAsync("/api/widget");

        var policy = frame.Headers["Content-Security-Policy"].Split("; ");
        Assert.Contains("default-src 'none'", policy);
        Assert.Contains($"script-src '{HashOf(Inline("script", frame.Text))}'", policy);
        Assert.Contains($"style-src '{HashOf(Inline("style", frame.Text))}'", policy);
        Assert.Contains("connect-src 'self'", policy);
        Assert.Contains("base-uri 'none'", policy);
        Assert.Contains("form-action 'none'", policy);
        Assert.Contains($"frame-ancestors 'self' {Shop}", policy);
        Assert.DoesNotMatch(@"\son[a-z]+=|style=|innerHTML|insertAdjacentHTML|document\.write|eval\(", frame.Text);
        Assert.Contains("prefers-color-scheme: dark", frame.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Frame_WithoutListedOrigins_IsShownByNobodyElse()
    {
        await using var api = await TestApi.StartAsync();

        var frame = await api.Client(key: null).GetAsync("/api/widget");

        Assert.EndsWith("frame-ancestors 'self'", frame.Headers["Content-Security-Policy"], StringComparison.Ordinal);
    }

    /// <summary>What the scripts do, in a DOM without a browser: <c>Widget/widget.test.mjs</c>.</summary>
    [Fact]
    public async Task Scripts_DoWhatTheirOwnTestsSay()
    {
        await using var api = await TestApi.StartAsync();
        var anybody = api.Client(key: null);
        var folder = Path.Combine(AppContext.BaseDirectory, "Inboxes", "Widget");
        await File.WriteAllTextAsync(Path.Combine(folder, "widget.js"), (await anybody.GetAsync("/api/widget.js")).Text);
        await File.WriteAllTextAsync(Path.Combine(folder, "frame.html"), (await anybody.GetAsync("/api/widget")).Text);
        if (!File.Exists(Path.Combine(folder, "node_modules", ".package-lock.json")))
        {
            var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
            var (installed, failure) = await RunAsync(folder, npm, "ci", "--ignore-scripts", "--loglevel=error");
            Assert.True(installed is 0, failure);
        }

        var (code, output) = await RunAsync(folder, "node", "--test", "widget.test.mjs");

        Assert.True(code is 0, output);
    }

    private static string Inline(string element, string html) =>
        Assert.Single(InlinePattern().Matches(html), match => match.Groups["name"].Value == element).Groups["text"].Value;

    private static string HashOf(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    private static async Task<(int Code, string Output)> RunAsync(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["WIDGET_FILES"] = folder;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }

    [GeneratedRegex("<(?<name>script|style)>(?<text>.*?)</\\k<name>>", RegexOptions.Singleline)]
    private static partial Regex InlinePattern();
}
