using CampaignTasks.Api.Start;
using CampaignTasks.Domain.Accounts;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace CampaignTasks.App.Hosting;

/// <summary>
/// The banner at the start in Development: the app's address, and how to send a first task. In other environments only logs are written.
/// </summary>
internal sealed class StartupBanner(
    DevelopmentSeeder local,
    IServer server,
    ConsoleOutput notices,
    IHostEnvironment environment,
    CommandLine command
) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (environment.IsDevelopment())
        {
            notices.Say(command is CommandLine.Demo ? Head() : $"{Head()}\n\n{FirstTask()}\n");
        }

        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Gets the first address the server listens on, as a client on this machine writes it.</summary>
    public static string UrlOf(IServer server)
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://127.0.0.1:7071";
        return address
            .Replace("[::]", "127.0.0.1", StringComparison.Ordinal)
            .Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)
            .TrimEnd('/');
    }

    private string Head() =>
        $"""
            Campaign Tasks is ready.
              URL  {UrlOf(server)}/api
              Key  {local.Key ?? "was shown at the first start (set CampaignTasks__LocalApiKey to add one of your own)"}
            """;

    private string FirstTask() =>
        $$"""
            Send a first task to the sandbox, where nothing leaves this machine:
              curl -s {{UrlOf(server)}}/api/tasks -H 'Authorization: Bearer {{ShownKey}}' -H 'Content-Type: application/json' \
                -d '{"name":"Hello","channel":"email"{{AccountsOf(
                local.Sandbox
            )}},"audience":{"list":"ann@example.net\nbob@example.net"},"creative":{"subject":"Hello","text":"Hi there, it is here."},"start":true}'
            See your tasks, and what the sandbox took:
              curl -s '{{UrlOf(server)}}/api/tasks?limit=1' -H 'Authorization: Bearer {{ShownKey}}'
              curl -s '{{UrlOf(server)}}/api/sandbox/messages?limit=2' -H 'Authorization: Bearer {{ShownKey}}'
            """;

    private string ShownKey => local.Key ?? "YOUR-KEY";

    // A real account may have become the default: the sample must never use it.
    private static string AccountsOf(ChannelAccount? sandbox) => sandbox is { IsDefault: false } ? $",\"accounts\":[\"{sandbox.Id}\"]" : "";
}
