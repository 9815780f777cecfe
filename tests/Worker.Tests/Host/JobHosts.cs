// IWebHookProvider is the Functions host's to implement, not the public's: here is one.
#pragma warning disable CS0618
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Extensions.DurableTask;
using Microsoft.Azure.WebJobs.Host.Config;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CampaignTasks.Worker.Tests.Host;

/// <summary>Makes the WebJobs host with the genuine Durable and queue extensions, with the settings of the app's own host.json.</summary>
internal static class JobHosts
{
    private const string Extensions = "extensions";

    public static IHost Build(
        string hostJson,
        JobFunctions functions,
        IReadOnlyDictionary<string, string?> settings,
        Uri address,
        Action<string> log
    ) =>
        new HostBuilder()
            .ConfigureAppConfiguration(configuration =>
                configuration.AddInMemoryCollection(Normalized(settings)).AddInMemoryCollection(ExtensionSettings(hostJson))
            )
            .ConfigureLogging(logging => logging.SetMinimumLevel(LogLevel.Warning).AddProvider(new TextLoggerProvider(log)))
            .ConfigureWebJobs(jobs => jobs.AddDurableTask().AddAzureStorageQueues())
            .ConfigureServices(services =>
                services
                    .AddSingleton<ITypeLocator>(functions)
                    .AddSingleton<IWebHookProvider>(new Webhooks(address))
                    // A function that cannot be set up is left out, and the others run.
                    .Configure<JobHostOptions>(options => options.AllowPartialHostStartup = true)
            )
            .Build();

    // As the Functions host takes variables of the environment: two underscores are a colon.
    private static Dictionary<string, string?> Normalized(IReadOnlyDictionary<string, string?> settings) =>
        settings.ToDictionary(setting => setting.Key.Replace("__", ":", StringComparison.Ordinal), setting => setting.Value);

    private static IEnumerable<KeyValuePair<string, string?>> ExtensionSettings(string hostJson) =>
        new ConfigurationBuilder()
            .AddJsonFile(hostJson)
            .Build()
            .GetSection(Extensions)
            .AsEnumerable(makePathsRelative: true)
            .Where(setting => setting.Value is not null)
            .Select(setting => KeyValuePair.Create($"AzureWebJobs:{Extensions}:{setting.Key}", setting.Value));

    private sealed class Webhooks(Uri address) : IWebHookProvider
    {
        public Uri GetUrl(IExtensionConfigProvider extension) => new(address, "/runtime/webhooks/durabletask?code=not-a-key");
    }
}
