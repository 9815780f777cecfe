using CampaignTasks.Api.Start;
using CampaignTasks.Storage.Connection;
using Microsoft.Extensions.Logging.Console;

namespace CampaignTasks.App.Hosting;

/// <summary>The defaults of the standalone host: addresses, storage, logs.</summary>
internal static class StandaloneSettings
{
    private const string StorageSetting = "AzureWebJobsStorage";

    private const string DefaultUrl = "http://127.0.0.1:7071";

    // Settings are read at the start. A watcher would watch every file below the working folder, including the emulator's.
    private const string NotWatched = "--hostBuilder:reloadConfigOnChange=false";

    /// <summary>Creates a builder with the documented defaults.</summary>
    public static WebApplicationBuilder CreateBuilder(string[] args, CommandLine command)
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions
            {
                Args =
                [
                    NotWatched,
                    .. args.Where(argument =>
                        argument.StartsWith("--", StringComparison.Ordinal) && argument.Contains('=', StringComparison.Ordinal)
                    ),
                ],
                EnvironmentName = EnvironmentName(),
            }
        );
        AddDefaults(builder);
        AddLogs(builder, command);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
        return builder;
    }

    // Without a named environment, the emulator means Development, and a real storage account does not.
    private static string? EnvironmentName()
    {
        if (Named("ASPNETCORE_ENVIRONMENT") || Named("DOTNET_ENVIRONMENT"))
        {
            return null;
        }

        var settings = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        return settings.GetSection(StorageSetting).GetChildren().Any() ? null
            : settings[StorageSetting] is not { Length: > 0 } given || IsEmulator(given) ? Environments.Development
            : null;
    }

    private static bool Named(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 };

    private static bool IsEmulator(string connectionString)
    {
        try
        {
            return StorageAccount.Parse(connectionString).IsDevelopment;
        }
        catch (FormatException)
        {
            // The error is reported where the setting is used.
            return false;
        }
    }

    private static void AddDefaults(WebApplicationBuilder builder)
    {
        var settings = builder.Configuration;
        if (
            settings["urls"] is not { Length: > 0 }
            && settings["http_ports"] is not { Length: > 0 }
            && settings["https_ports"] is not { Length: > 0 }
        )
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        var storage = settings.GetSection(StorageSetting);
        if (storage.Value is not { Length: > 0 } && !storage.GetChildren().Any())
        {
            settings[StorageSetting] = "UseDevelopmentStorage=true";
        }

        settings[DataFolder.Setting] = DataFolder.Resolve(settings[DataFolder.Setting], Environment.CurrentDirectory);
    }

    private static void AddLogs(WebApplicationBuilder builder, CommandLine command)
    {
        builder.Logging.ClearProviders();
        builder
            .Logging.AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("System", LogLevel.Warning)
            .AddFilter("Azure", LogLevel.Warning)
            .AddFilter("DurableTask", LogLevel.Warning)
            .AddFilter("Microsoft.DurableTask", LogLevel.Warning);

        // A failed start is explained in one line at the end; the host would print its stack trace first.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        if (!builder.Environment.IsDevelopment())
        {
            builder.Logging.AddJsonConsole(json =>
            {
                json.UseUtcTimestamp = true;
                json.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
            });
            return;
        }

        builder.Logging.AddSimpleConsole(simple =>
        {
            simple.SingleLine = true;
            simple.TimestampFormat = "HH:mm:ss ";
            simple.ColorBehavior = Console.IsOutputRedirected ? LoggerColorBehavior.Disabled : LoggerColorBehavior.Default;
        });
        if (command is CommandLine.Demo)
        {
            // The progress has the terminal to itself; warnings and errors are still logged.
            builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("CampaignTasks", LogLevel.Warning);
        }
    }
}
