using CampaignTasks.App.Tenants;

namespace CampaignTasks.App.OpenApi;

/// <summary>The OpenAPI 3.1 document of the API.</summary>
internal static class ApiDocument
{
    private const string Name = "v1";

    public static IServiceCollection AddApiDocument(this IServiceCollection services) =>
        services.AddOpenApi(Name, options => options.OpenApiVersion = Microsoft.OpenApi.OpenApiSpecVersion.OpenApi3_1);

    public static void MapApiDocument(this IEndpointRouteBuilder api) => api.MapOpenApi("/openapi.json").IsOpen();
}
