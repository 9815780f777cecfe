using System.Diagnostics;
using System.Runtime.CompilerServices;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace CampaignTasks.Api.Telemetry;

/// <summary>
/// Exports traces and metrics by OTLP when OpenTelemetry's standard variables name an endpoint. Otherwise nothing listens, nothing is measured, and
/// the SDK is not even loaded.
/// </summary>
internal static class TelemetryExport
{
    private const string ServiceName = "OTEL_SERVICE_NAME";

    private const string Traces = "TRACES";

    private const string Metrics = "METRICS";

    /// <summary>Adds the exporters that are configured.</summary>
    public static IServiceCollection AddTelemetryExport(this IServiceCollection services, IConfiguration settings)
    {
        if (Exports(settings, Traces) || Exports(settings, Metrics))
        {
            Add(services, settings);
        }

        return services;
    }

    /// <summary>Whether a signal has somewhere to go and was not switched off.</summary>
    private static bool Exports(IConfiguration settings, string signal) =>
        !string.Equals(settings["OTEL_SDK_DISABLED"], "true", StringComparison.OrdinalIgnoreCase)
        && !string.Equals(settings[$"OTEL_{signal}_EXPORTER"], "none", StringComparison.OrdinalIgnoreCase)
        && (settings["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 } || settings[$"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"] is { Length: > 0 });

    // A method of its own: the runtime loads the SDK for whoever names its types, and a cold start cannot wait for that.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Add(IServiceCollection services, IConfiguration settings)
    {
        var telemetry = services.AddOpenTelemetry().ConfigureResource(resource => Name(resource, settings));
        if (Exports(settings, Traces))
        {
            // The sampler is the SDK's: all that begins here, and what a caller had sampled, unless OTEL_TRACES_SAMPLER says otherwise.
            telemetry.WithTracing(traces => traces
                .AddSource("CampaignTasks*", "DurableTask.Core", "System.Net.Http")
                .AddAspNetCoreInstrumentation(options =>
                {
                    options.Filter = IsTold;
                    options.EnrichWithHttpResponse = TellRoute;
                })
                .AddOtlpExporter());
        }

        if (Exports(settings, Metrics))
        {
            // Not System.Net.Http: its duration would be measured for every message a second time.
            telemetry.WithMetrics(metrics => metrics
                .AddMeter("CampaignTasks*", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
                .AddOtlpExporter());
        }
    }

    private static void Name(ResourceBuilder resource, IConfiguration settings)
    {
        if (settings[ServiceName] is null or "" && settings["OTEL_RESOURCE_ATTRIBUTES"]?.Contains("service.name=", StringComparison.Ordinal) is not true)
        {
            resource.AddService("campaign-tasks", serviceVersion: typeof(TelemetryExport).Assembly.GetName().Version?.ToString());
        }
    }

    /// <summary>Paths name people, and links to unsubscribe let anybody do it: a trace has the route in their place.</summary>
    private static void TellRoute(Activity span, HttpResponse response) =>
        span.SetTag("url.path", (response.HttpContext.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "unknown");

    /// <summary>Probes and delivery reports have metrics; a trace for each would drown all others.</summary>
    private static bool IsTold(HttpContext context) =>
        context.Request.Path != "/" && !context.Request.Path.StartsWithSegments("/api/health") && !context.Request.Path.StartsWithSegments("/api/hooks");
}
