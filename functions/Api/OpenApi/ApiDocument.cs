using CampaignTasks.Api.Access;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CampaignTasks.Api.OpenApi;

/// <summary>The OpenAPI 3.1 document of the API, generated from the endpoints and their types.</summary>
internal static class ApiDocument
{
    public const string KeyScheme = "apiKey";

    public const string PlatformScheme = "platformKey";

    public const string ContactScheme = "contactToken";

    private const string Name = "v1";

    public static IServiceCollection AddApiDocument(this IServiceCollection services) => services.AddOpenApi(Name, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.AddDocumentTransformer(DescribeAsync);
            options.AddOperationTransformer(OperationTransformer.DescribeAsync);
            options.AddSchemaTransformer(SchemaTransformer.DescribeAsync);
        });

    public static void MapApiDocument(this IEndpointRouteBuilder api) => api.MapOpenApi("/openapi.json").IsOpen();

    private static Task DescribeAsync(
        OpenApiDocument document,
        OpenApiDocumentTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        document.Info = new OpenApiInfo
        {
            Title = "Campaign Tasks",
            Version = Name,
            Contact = new OpenApiContact { Name = "Campaign Tasks" },
            License = new OpenApiLicense { Name = "Proprietary", Identifier = "LicenseRef-Proprietary" },
            Description = """
                Reaches people on their channels: a task defines whom, with what, when and how fast, and the service carries it out.
                Every call belongs to the tenant of its API key. Errors are problem details (RFC 9457) with a stable `code`.
                Times are RFC 3339 in UTC. Lists are paged: send `next` back as `cursor`.
                """,
        };

        // The document is the same wherever it is served.
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Tags = ApiTags.All.Select(tag => new OpenApiTag { Name = tag.Key, Description = tag.Value }).ToHashSet();
        document.Components ??= new OpenApiComponents();
        SchemaTransformer.RefuseNull(document);
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [KeyScheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "A tenant's API key. Roles: viewer, operator, reviewer, admin; each includes those before it.",
            },
            [PlatformScheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "The deployment's platform key.",
            },
            [ContactScheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "The token of a contact, which opens its own inbox.",
            },
        };
        return Task.CompletedTask;
    }
}
