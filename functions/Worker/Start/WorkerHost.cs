using CampaignTasks.Api;
using CampaignTasks.Api.Functions;
using CampaignTasks.Api.Start;
using CampaignTasks.Application;
using CampaignTasks.Application.Configuration;
using CampaignTasks.Worker.Health;
using CampaignTasks.Worker.Http;
using CampaignTasks.Worker.Orchestrations;
using CampaignTasks.Worker.Queues;
using CampaignTasks.Worker.Timers;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CampaignTasks.Worker.Start;

/// <summary>The app as the isolated worker of an Azure Functions app, from its arguments to its exit code.</summary>
internal static class WorkerHost
{
    private const string HostSetting = "Functions:Worker:HostEndpoint";

    public static async Task<int> RunAsync(string[] args)
    {
        Cultures.UseInvariant();
        try
        {
            await Build(args).RunAsync();
            return 0;
        }
        catch (Exception e) when (e is not HostAbortedException)
        {
            // The Functions host logs this stream, and starts the worker again.
            await Console.Error.WriteLineAsync(StartFailures.Explain(e));
            return 1;
        }
    }

    private static IHost Build(string[] args)
    {
        var builder = FunctionsApplication.CreateBuilder(args);
        if (builder.Configuration[HostSetting] is not { Length: > 0 })
        {
            throw new StartFailureException(
                "The Functions host starts this program: run func start in functions/Worker. By itself the app runs with dotnet run --project functions/App."
            );
        }

        builder.Configuration[DataFolder.Setting] = DataFolder.Resolve(
            builder.Configuration[DataFolder.Setting],
            Environment.CurrentDirectory
        );
        builder.ConfigureFunctionsWebApplication();
        builder.UseMiddleware<PreparedFunctions>();
        builder.ConfigureDurableWorker().AddTasks(DurableTasks.Register);
        builder.UseHostClient();
        builder
            .Services.AddCampaignTasks(builder.Configuration)
            .Configure<KestrelServerOptions>(Bound)
            .PostConfigure<AppOptions>(EventsQueue.Read(builder.Configuration))
            .PostConfigure<AppOptions>(WebhooksQueue.Read(builder.Configuration));
        builder.Services.AddSingleton<ApiPipeline>().AddSingleton<TimerCalls>();
        builder.Services.AddFunctionsHealth();
        builder.Services.AddSingleton<DevelopmentSeeder>().AddSingleton<StorePreparation>().AddSingleton<Preparation>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Preparation>()).AddHostedService<QueuePreparation>();
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("System", LogLevel.Warning).AddFilter("Azure", LogLevel.Warning);

        // A failed start is explained in one line; the host would print its stack trace first.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        return builder.Build();
    }

    private static void Bound(KestrelServerOptions options)
    {
        ApiBuild.Bound(options);

        // The platform adds its own headers to the client's.
        options.Limits.MaxRequestHeaderCount = 256;
        options.Limits.MaxRequestHeadersTotalSize = 64 * 1024;

        // The Functions host closes the connections it no longer needs. If the worker closed one first, a request sent at that moment would
        // fail.
        options.Limits.KeepAliveTimeout = TimeSpan.FromDays(1);
    }
}
