using CampaignTasks.Api.Accounts;
using CampaignTasks.Api.Audiences;
using CampaignTasks.Api.Products;
using CampaignTasks.Api.Tasks;
using CampaignTasks.Api.Tenants;
using CampaignTasks.Application.Accounts;
using CampaignTasks.Application.Audiences;
using CampaignTasks.Application.Contacts;
using CampaignTasks.Application.Joins;
using CampaignTasks.Application.Orders;
using CampaignTasks.Application.Suppressions;
using CampaignTasks.Application.Tasks;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Tasks;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CampaignTasks.Api.OpenApi;

/// <summary>The description of schemas beyond their types: required members, lengths and formats.</summary>
internal static class SchemaTransformer
{
    private static readonly Dictionary<Type, string[]> Required = new()
    {
        [typeof(TenantRequest)] = ["name"],
        [typeof(ApiKeyRequest)] = ["name", "role"],
        [typeof(AccountRequest)] = ["name", "channel", "provider"],
        [typeof(ContactRequest)] = ["id"],
        [typeof(JoinLinkRequest)] = ["account"],
        [typeof(SuppressionRequest)] = ["channel", "address"],
        [typeof(OrderRequest)] = ["id", "contact", "at", "status", "items"],
        [typeof(OrderItemRequest)] = ["product"],
        [typeof(ProductRequest)] = ["name"],
        [typeof(SavedAudienceRequest)] = ["name"],
        [typeof(BuyersRequest)] = ["products"],
        [typeof(PreviewRequest)] = ["channel", "audience"],
        [typeof(ConsentRequest)] = ["status"],
        [typeof(TaskRequest)] = ["name", "channel", "audience", "creative"],
        [typeof(WindowDefinition)] = ["from", "to"],
        [typeof(RecurrenceDefinition)] = ["kind"],
    };

    public static Task DescribeAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (type == typeof(DateTimeOffset))
        {
            schema.Type = context.JsonTypeInfo.Type == type ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
            schema.Format = "date-time";
        }

        if (IsRequest(type))
        {
            Require(schema, Required.GetValueOrDefault(type, []));
            schema.AdditionalPropertiesAllowed = false;
        }
        else if (IsView(type))
        {
            // Null members are written, too.
            schema.Required = (schema.Properties?.Keys ?? []).ToHashSet(StringComparer.Ordinal);
        }

        foreach (var (name, property) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
        {
            if (property is OpenApiSchema own)
            {
                Describe(type, name, own);
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>
    /// Removes null from required members that are schemas of their own: their "or null" is added only when the document is complete.
    /// </summary>
    public static void RefuseNull(OpenApiDocument document)
    {
        foreach (var (type, names) in Required)
        {
            if (document.Components?.Schemas?.TryGetValue(type.Name, out var schema) is not true || schema.Properties is not { } properties)
            {
                continue;
            }

            foreach (var name in names)
            {
                if (properties.TryGetValue(name, out var property) && property.OneOf is { Count: 2 } either)
                {
                    properties[name] = either[1];
                }
            }
        }
    }

    private static void Describe(Type type, string name, OpenApiSchema property)
    {
        if (IsRequest(type) && property.Type?.HasFlag(JsonSchemaType.Boolean) is true)
        {
            property.Type = JsonSchemaType.Boolean;
        }

        switch (name)
        {
            case "name" or "campaign" when IsRequest(type):
                (property.MinLength, property.MaxLength) = (name is "name" ? 1 : null, 100);
                break;
            case "startAt" or "expiresAt" when IsRequest(type):
                property.Format = "date-time";
                break;
            case "startDate" or "finishDate":
                property.Format = "date";
                break;
            case "kind" when type == typeof(RecurrenceDefinition):
                property.Enum = ["once", "daily", "weekly", "monthly"];
                break;
            case "every" when type == typeof(RecurrenceDefinition):
                (property.Minimum, property.Maximum) = ("1", "365");
                break;
            case "day" when type == typeof(RecurrenceDefinition):
                property.OneOf =
                [
                    new OpenApiSchema
                    {
                        Type = JsonSchemaType.Integer,
                        Minimum = "1",
                        Maximum = "31",
                    },
                    new OpenApiSchema { Type = JsonSchemaType.String, Enum = [MonthDayConverter.LastDay] },
                ];
                break;
            case "day" when type == typeof(UsageView):
                property.Format = "date";
                break;
            case "pauseBetweenMessages" or "latestStart":
                property.Format = "duration";
                break;
            case "list" when IsRequest(type):
                property.MinLength = 1;
                break;
            case "dailyLimit" when type == typeof(PacingDefinition):
                (property.Minimum, property.Maximum) = ("1", "10000000");
                break;
            case "ratePerSecond" when type == typeof(PacingDefinition):
                (property.Minimum, property.Maximum) = ("0.01", "10000");
                break;
        }
    }

    /// <summary>
    /// Marks members as required and removes null from their types: optional members are declared nullable, required ones are not.
    /// </summary>
    private static void Require(OpenApiSchema schema, string[] names)
    {
        schema.Required = names.ToHashSet(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (schema.Properties?[name] is OpenApiSchema { Type: { } type } own)
            {
                own.Type = type & ~JsonSchemaType.Null;
            }
        }
    }

    private static bool IsView(Type type) =>
        type.Name.EndsWith("View", StringComparison.Ordinal) || type.Name.EndsWith("List", StringComparison.Ordinal);

    private static bool IsRequest(Type type) =>
        type.Name.EndsWith("Definition", StringComparison.Ordinal)
        || type.Name.EndsWith("Rule", StringComparison.Ordinal)
        || type.Name.EndsWith("Request", StringComparison.Ordinal)
        || type.Name.EndsWith("Change", StringComparison.Ordinal);
}
