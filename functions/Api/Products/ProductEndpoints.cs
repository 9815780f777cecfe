using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Products;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Validation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Products;

/// <summary>The endpoints of product descriptions: store, read, delete.</summary>
internal static class ProductEndpoints
{
    private const string Tag = "Products";

    public static void MapProducts(this IEndpointRouteBuilder api)
    {
        var products = api.MapGroup("/products");
        products
            .MapPut("/{id}", PutAsync)
            .Requires(Role.Operator)
            .StoresBody()
            .Named("saveProduct", Tag, "Stores the description of a product, new or changed.");
        products
            .MapGet("", ListAsync)
            .Requires(Role.Viewer)
            .Query(QueryParameter.Limit, QueryParameter.Cursor)
            .Named("listProducts", Tag, "Lists products, ordered by id.");
        products.MapGet("/{id}", GetAsync).Requires(Role.Viewer).Named("getProduct", Tag, "Reads a product.");
        products
            .MapDelete("/{id}", DeleteAsync)
            .Requires(Role.Operator)
            .Named("deleteProduct", Tag, "Deletes a description; orders of the product stay.");
    }

    private static async Task<Ok<ProductView>> PutAsync(
        string id,
        JsonBody<ProductRequest> body,
        Caller caller,
        IProductStore store,
        HttpRequest request,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var errors = new ValidationErrors();
        ETags.Refuse(request, errors);
        var (name, category) = (body.Value.Name?.Trim(), TextRules.NullIfBlank(body.Value.Category?.Trim()));
        if (!ExternalId.IsValid(id))
        {
            errors.Add("id", $"Not an id: {ExternalId.Form}.");
        }

        if (TextRules.IsInvisible(name) || TextLength.IsOver(name, 200))
        {
            errors.Add("name", "The name is missing or too long: give 1 to 200 characters.");
        }

        if (TextLength.IsOver(category, 100))
        {
            errors.Add("category", "The category is too long: give at most 100 characters.");
        }

        TextRules.CheckName(name, "name", errors);
        TextRules.CheckName(category, "category", errors);
        errors.ThrowIfAny();
        var product = new Product(caller.TenantId, id, name!, category, time.GetUtcNow());
        await store.SaveAsync(product, cancellationToken);
        return TypedResults.Ok(ProductView.From(product));
    }

    private static async Task<Ok<ProductList>> ListAsync(
        Query query,
        Caller caller,
        IProductStore store,
        CancellationToken cancellationToken
    )
    {
        var page = await store.ListAsync(caller.TenantId, query.Limit, query.Cursor, cancellationToken);
        return TypedResults.Ok(new ProductList([.. page.Items.Select(ProductView.From)], page.Next));
    }

    private static async Task<Results<Ok<ProductView>, Problem>> GetAsync(
        string id,
        Caller caller,
        IProductStore store,
        CancellationToken cancellationToken
    ) =>
        await store.FindAsync(caller.TenantId, id, cancellationToken) is { } product
            ? TypedResults.Ok(ProductView.From(product))
            : Problems.NotFound("The product");

    private static async Task<Results<NoContent, Problem>> DeleteAsync(
        string id,
        Caller caller,
        IProductStore store,
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        ETags.Refuse(request);
        if (await store.FindAsync(caller.TenantId, id, cancellationToken) is null)
        {
            return Problems.NotFound("The product");
        }

        await store.DeleteAsync(caller.TenantId, id, cancellationToken);
        return TypedResults.NoContent();
    }
}
