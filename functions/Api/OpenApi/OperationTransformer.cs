using System.Globalization;
using System.Text.Json.Nodes;
using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Api.Idempotency;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CampaignTasks.Api.OpenApi;

/// <summary>The description of an operation from its endpoint's metadata: access, query, headers and errors.</summary>
internal static class OperationTransformer
{
    public static async Task DescribeAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var path = $"/{context.Description.RelativePath}";
        var method = context.Description.HttpMethod ?? "";
        operation.Parameters ??= [];
        foreach (var parameter in metadata.OfType<QueryParameter>())
        {
            operation.Parameters.Add(Describe(parameter));
        }

        var isIdempotent = metadata.OfType<TakesIdempotencyKey>().Any();
        if (isIdempotent)
        {
            const string Meaning = "The same key and body get the same response for 24 hours.";
            operation.Parameters.Add(Header(IdempotencyMiddleware.Header, Meaning, isRequired: false, longest: 255));
        }

        // Keys never change; products and orders have no versions to compare.
        var takesTag =
            method is "PATCH" or "PUT" or "DELETE"
            && !path.StartsWith("/api/api-keys", StringComparison.Ordinal)
            && !path.StartsWith("/api/products", StringComparison.Ordinal)
            && !path.StartsWith("/api/orders", StringComparison.Ordinal);
        if (takesTag)
        {
            var isRequired = method is "PATCH" && path.StartsWith("/api/tasks", StringComparison.Ordinal);
            operation.Parameters.Add(Header("If-Match", "The ETag of the version to change.", isRequired, longest: null));
        }

        var problem = await context.GetOrCreateSchemaAsync(typeof(Problem), cancellationToken: cancellationToken);
        context.Document?.AddComponent(nameof(Problem), problem);
        DescribeFile(operation, metadata.OfType<TakesFile>().LastOrDefault());
        Secure(operation, metadata.OfType<IAuthorizeData>().LastOrDefault(), context.Document);
        DescribeHeaders(operation, path);
        foreach (var (status, description) in Errors(metadata, method, path, isIdempotent, takesTag))
        {
            operation.Responses ??= [];
            operation.Responses[status.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = description,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [Problem.ContentType] = new() { Schema = new OpenApiSchemaReference(nameof(Problem), context.Document) },
                },
            };
        }
    }

    private static void DescribeFile(OpenApiOperation operation, TakesFile? file)
    {
        if (file is not null)
        {
            var text = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
            operation.RequestBody = new OpenApiRequestBody
            {
                Content = file.MediaTypes.ToDictionary(type => type, _ => text, StringComparer.Ordinal),
                Required = true,
            };
        }
    }

    private static void DescribeHeaders(OpenApiOperation operation, string path)
    {
        var one = path is "/api/tasks" or "/api/channel-accounts" or "/api/audiences/import" ? "201" : "200";
        if (
            (path.StartsWith("/api/tasks", StringComparison.Ordinal) && !path.Contains("/runs", StringComparison.Ordinal))
            || path.StartsWith("/api/channel-accounts", StringComparison.Ordinal)
            || path.TrimEnd('/')
                is "/api/contacts"
                    or "/api/contacts/{id}"
                    or "/api/settings"
                    or "/api/audiences/{id}"
                    or "/api/audiences/import"
        )
        {
            Describe(operation, one, "ETag", "The version, for If-Match.");
            Describe(operation, "201", "ETag", "The version, for If-Match.");
            Describe(operation, "201", "Location", "The address of the created resource.");
        }

        if (path is "/api/contacts/{id}")
        {
            Describe(operation, "204", "Location", "The erasure, which shows when messages of past runs no longer name the contact.");
        }
    }

    private static void Describe(OpenApiOperation operation, string status, string header, string description)
    {
        if (operation.Responses?.GetValueOrDefault(status) is OpenApiResponse response)
        {
            response.Headers ??= new Dictionary<string, IOpenApiHeader>();
            response.Headers[header] = new OpenApiHeader
            {
                Description = description,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            };
        }
    }

    private static IEnumerable<(int Status, string Description)> Errors(
        IList<object> metadata,
        string method,
        string path,
        bool isIdempotent,
        bool takesTag
    )
    {
        if (!metadata.OfType<IAuthorizeData>().Any())
        {
            yield break;
        }

        yield return (401, "The key is missing or invalid.");
        yield return (403, "The key's role is too low.");
        if (path.Contains('{', StringComparison.Ordinal) || path is "/api/conversions")
        {
            yield return (404, "The resource does not exist, or belongs to another tenant.");
        }

        if (method is "POST" or "PATCH" or "PUT" or "DELETE" || path is "/api/audiences/{id}/members")
        {
            yield return (409, $"The state does not allow this{(isIdempotent ? ", or the same request is in progress" : "")}.");
        }

        if (takesTag || (isIdempotent && path.Contains('{', StringComparison.Ordinal)))
        {
            yield return (412, "The resource was changed in the meantime.");
        }

        if (method is "POST" or "PATCH" or "PUT")
        {
            yield return (400, "The body is not JSON.");
            yield return (408, "The body did not arrive in time.");
            yield return (413, "The body is too large.");
            yield return (415, "The operation does not accept the body's media type, or the body is compressed.");
        }

        if (
            method is "PATCH"
            && (path.StartsWith("/api/tasks", StringComparison.Ordinal) || path.StartsWith("/api/automations", StringComparison.Ordinal))
        )
        {
            yield return (428, "If-Match is missing.");
        }

        yield return (422, "The request is invalid: see errors.");
        yield return (429, "The key has made too many requests: see Retry-After.");
        yield return (500, "The server failed.");
        yield return (503, "The server or a service it needs is unavailable or at its limit: see Retry-After.");
    }

    private static void Secure(OpenApiOperation operation, IAuthorizeData? rule, OpenApiDocument? document)
    {
        if (rule is not null)
        {
            var (scheme, needs) = rule.AuthenticationSchemes switch
            {
                ApiKeyAuthentication.Scheme => (ApiDocument.KeyScheme, $"Needs the role {rule.Roles}."),
                ContactTokenAuthentication.Scheme => (ApiDocument.ContactScheme, "Needs the token of a contact."),
                _ => (ApiDocument.PlatformScheme, "Needs the platform key."),
            };
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(scheme, document)] = [] }];
            operation.Description = needs;
        }
        else
        {
            // No requirement, said: without it readers cannot tell an open operation from a forgotten one.
            operation.Security = [new OpenApiSecurityRequirement()];
            operation.Description = "Needs no key.";
        }
    }

    private static OpenApiParameter Describe(QueryParameter parameter)
    {
        var value = parameter switch
        {
            { IsNumber: true } => new OpenApiSchema
            {
                Type = JsonSchemaType.Integer,
                Minimum = "1",
                Maximum = $"{Query.LargestPage}",
                Default = Query.DefaultPage,
            },
            { Values: { } values } => new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. values.Select(v => (JsonNode)v)] },
            _ => new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = Query.LongestValue },
        };
        return new OpenApiParameter
        {
            Name = parameter.Name,
            In = ParameterLocation.Query,
            Description = parameter.Description,
            Required = parameter.IsRequired,
            Style = parameter.Many ? ParameterStyle.Form : null,
            Explode = !parameter.Many,
            Schema = parameter.Many ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = value } : value,
        };
    }

    private static OpenApiParameter Header(string name, string description, bool isRequired, int? longest) =>
        new()
        {
            Name = name,
            In = ParameterLocation.Header,
            Description = description,
            Required = isRequired,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = longest },
        };
}
