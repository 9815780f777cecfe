using System.Net.Sockets;
using CampaignTasks.Api.Start;
using CampaignTasks.App.Hosting;
using Microsoft.AspNetCore.Connections;

namespace CampaignTasks.App;

/// <summary>
/// The standalone app from its arguments to its exit code: 0 after a requested stop, 1 after a failure, 2 for invalid arguments.
/// </summary>
internal static class StandaloneHost
{
    /// <param name="args">The arguments of the process.</param>
    /// <param name="compose">Adds every room's services to the builder, builds, and maps the endpoints.</param>
    public static async Task<int> RunAsync(string[] args, Func<WebApplicationBuilder, WebApplication> compose)
    {
        Cultures.UseInvariant();
        var command = CommandLine.Parse(args);
        if (command is CommandLine.Help(var complaint))
        {
            await Console.Error.WriteLineAsync(complaint is null ? CommandLine.Usage : $"{complaint}\n\n{CommandLine.Usage}");
            return 2;
        }

        using var asked = new StopSignals();
        try
        {
            var builder = StandaloneSettings.CreateBuilder(args, command);
            builder.Services.AddStandalone(command, asked);
            await using var app = compose(builder);
            await app.RunAsync();
            return asked.ExitCode;
        }
        catch (OperationCanceledException) when (asked.Any)
        {
            return asked.ExitCode;
        }
        catch (Exception e) when (e is not HostAbortedException)
        {
            await Console.Error.WriteLineAsync(Explain(e));
            return 1;
        }
    }

    public static string Explain(Exception exception) =>
        exception is IOException { InnerException: AddressInUseException or SocketException }
            ? $"{exception.Message} Set ASPNETCORE_URLS to another address."
            : StartFailures.Explain(exception);
}
