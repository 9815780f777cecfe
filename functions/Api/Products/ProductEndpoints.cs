using CampaignTasks.Api.Http;
using CampaignTasks.Api.Tenants;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Products;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Products;

/// <summary>A product's description.</summary>
/// <param name="Name">1 to 200 characters.</param>
/// <param name="Category">The shelf it stands on, at most 100 characters.</param>
internal sealed record ProductRequest(string? Name, string? Category);

/// <summary>A product as callers read it.</summary>
/// <param name="Id">Your own id of it; orders name it.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Category">The shelf it stands on.</param>
/// <param name="UpdatedAt">When it was last described.</param>
internal sealed record ProductView(string Id, string Name, string? Category, DateTimeOffset UpdatedAt)
{
    public static ProductView Of(Product product) => new(product.Id, product.Name, product.Category, product.UpdatedAt);
}

/// <summary>A page of products.</summary>
internal sealed record ProductList(IReadOnlyList<ProductView> Items, string? Next);

/// <summary>Products: describe, read, delete.</summary>
internal static class ProductEndpoints
{
    private const string Tag = "Products";

    public static void MapProducts(this IEndpointRouteBuilder api)
    {
        var products = api.MapGroup("/products");
        products.MapPut("/{id}", PutAsync).Requires(Role.Operator).Named("saveProduct", Tag, "Describes a product, whether or not it was described before.");
        products.MapGet("", ListAsync).Requires(Role.Viewer).Query(QueryParameter.Limit, QueryParameter.Cursor)
            .Named("listProducts", Tag, "Lists products by their ids.");
        products.MapGet("/{id}", GetAsync).Requires(Role.Viewer).Named("getProduct", Tag, "Reads a product.");
        products.MapDelete("/{id}", DeleteAsync).Requires(Role.Operator).Named("deleteProduct", Tag, "Deletes a description; orders of the product stay.");
    }

    private static async Task<Ok<ProductView>> PutAsync(
        string id, JsonBody<ProductRequest> body, Caller caller, IProductStore store, HttpRequest request, TimeProvider time, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        Tags.Refuse(request, errors);
        var (name, category) = (body.Value.Name?.Trim(), Texts.NullIfBlank(body.Value.Category?.Trim()));
        if (!ExternalId.IsOne(id))
        {
            errors.Add("id", $"Not an id: {ExternalId.Form}.");
        }

        if (Texts.IsInvisible(name) || name!.Length > 200)
        {
            errors.Add("name", "The name is missing or too long: give 1 to 200 characters.");
        }

        if (category?.Length > 100)
        {
            errors.Add("category", "The category is too long: give at most 100 characters.");
        }

        Texts.CheckName(name, "name", errors);
        Texts.CheckName(category, "category", errors);
        errors.Refuse();
        var product = new Product(caller.TenantId, id, name!, category, time.GetUtcNow());
        await store.SaveAsync(product, cancellationToken);
        return TypedResults.Ok(ProductView.Of(product));
    }

    private static async Task<Ok<ProductList>> ListAsync(Query query, Caller caller, IProductStore store, CancellationToken cancellationToken)
    {
        var page = await store.ListAsync(caller.TenantId, query.Limit, query.Cursor, cancellationToken);
        return TypedResults.Ok(new ProductList([.. page.Items.Select(ProductView.Of)], page.Next));
    }

    private static async Task<Results<Ok<ProductView>, Problem>> GetAsync(string id, Caller caller, IProductStore store, CancellationToken cancellationToken) =>
        await store.FindAsync(caller.TenantId, id, cancellationToken) is { } product ? TypedResults.Ok(ProductView.Of(product)) : Problems.NotFound("The product");

    private static async Task<Results<NoContent, Problem>> DeleteAsync(
        string id, Caller caller, IProductStore store, HttpRequest request, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        Tags.Refuse(request, errors);
        errors.Refuse();
        if (await store.FindAsync(caller.TenantId, id, cancellationToken) is null)
        {
            return Problems.NotFound("The product");
        }

        await store.DeleteAsync(caller.TenantId, id, cancellationToken);
        return TypedResults.NoContent();
    }
}
