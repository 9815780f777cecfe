using System.Globalization;
using CampaignTasks.App.Standalone;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging.Console;

namespace CampaignTasks.App.Functions;

/// <summary>Runs the app as the custom handler of an Azure Functions app: the Functions host starts it, calls it and watches over it.</summary>
internal static class HandlerHost
{
    /// <summary>Tells the Functions host that it may start the handler again; 0 would leave the app without one.</summary>
    public const int AskedToStop = 200;

    private const string PortSetting = "FUNCTIONS_CUSTOMHANDLER_PORT";

    /// <summary>The port to listen on; null when the process was not started by a Functions host.</summary>
    public static string? Port => Environment.GetEnvironmentVariable(PortSetting) is { Length: > 0 } port ? port : null;

    /// <param name="args">The arguments of the process.</param>
    /// <param name="compose">Adds every room's services to the builder, builds, and maps the endpoints.</param>
    public static async Task<int> RunAsync(string[] args, Func<WebApplicationBuilder, WebApplication> compose)
    {
        using var asked = new StopSignals();
        try
        {
            var builder = StandaloneSettings.CreateBuilder(args, new CommandLine.Serve());
            builder.WebHost.UseUrls(Url()).UseKestrel(Bound);
            builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Warning);
            builder.Services.AddHandler(asked);
            await using var app = compose(builder);
            await app.RunAsync();
            return asked.Any ? AskedToStop : 1;
        }
        catch (OperationCanceledException) when (asked.Any)
        {
            return AskedToStop;
        }
        catch (Exception e) when (e is not HostAbortedException)
        {
            await Console.Error.WriteLineAsync(StandaloneHost.Explain(e));
            return 1;
        }
    }

    private static string Url() => int.TryParse(Port, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= ushort.MaxValue
        ? string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")
        : throw new StartFailureException($"{PortSetting} is no port.");

    private static void Bound(KestrelServerOptions options)
    {
        AppBuild.Bound(options);

        // The platform's own headers come on top of the client's.
        options.Limits.MaxRequestHeaderCount = 256;
        options.Limits.MaxRequestHeadersTotalSize = 64 * 1024;

        // The host closes connections it no longer needs. Were we first, a turn sent at that moment would break and fail its instance for good.
        options.Limits.KeepAliveTimeout = TimeSpan.FromDays(1);
    }
}
