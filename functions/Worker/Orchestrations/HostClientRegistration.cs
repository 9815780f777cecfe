using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CampaignTasks.Worker.Orchestrations;

/// <summary>The registration of the client of the Functions host's orchestrations.</summary>
internal static class HostClientRegistration
{
    /// <summary>Adds the client. Call after the durable worker: its activities are among the functions that get the binding.</summary>
    public static void UseHostClient(this FunctionsApplicationBuilder builder)
    {
        builder.UseMiddleware<HostClientMiddleware>();
        builder.Services.AddSingleton<HostClient>().AddSingleton<DurableTaskClient>(services => services.GetRequiredService<HostClient>());
        builder.Services.AddSingleton<IFunctionMetadataTransformer, HostClientBinding>();
    }
}
