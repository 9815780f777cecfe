using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CampaignTasks.Worker.Http;

/// <summary>
/// One function per group of resources, so that operators see their requests, failures and times separately. All of them pass their
/// requests to the one pipeline, which has the routes, keys and limits.
/// </summary>
internal sealed class HttpFunctions(ApiPipeline api)
{
    [Function(nameof(Health))]
    public Task Health([HttpTrigger(AuthorizationLevel.Anonymous, Route = "api/health")] HttpRequest request) => api.RunAsync(request);

    [Function(nameof(Tasks))]
    public Task Tasks([HttpTrigger(AuthorizationLevel.Anonymous, Route = "api/tasks/{*path}")] HttpRequest request) =>
        api.RunAsync(request);

    [Function(nameof(Automations))]
    public Task Automations([HttpTrigger(AuthorizationLevel.Anonymous, Route = "api/automations/{*path}")] HttpRequest request) =>
        api.RunAsync(request);

    [Function(nameof(Campaigns))]
    public Task Campaigns([HttpTrigger(AuthorizationLevel.Anonymous, Route = "api/campaigns/{*path}")] HttpRequest request) =>
        api.RunAsync(request);

    [Function(nameof(Sites))]
    public Task Sites([HttpTrigger(AuthorizationLevel.Anonymous, Route = "api/sites/{*path}")] HttpRequest request) =>
        api.RunAsync(request);

    [Function(nameof(Audiences))]
    public Task Audiences([HttpTrigger(AuthorizationLevel.Anonymous, Route = "api/audiences/{*path}")] HttpRequest request) =>
        api.RunAsync(request);

    [Function(nameof(Creatives))]
    public Task Creatives([HttpTrigger(AuthorizationLevel.Anonymous, Route = "api/creatives/{*path}")] HttpRequest request) =>
        api.RunAsync(request);

    [Function(nameof(Contacts))]
    public Task Contacts([HttpTrigger(AuthorizationLevel.Anonymous, Route = "api/contacts/{*path}")] HttpRequest request) =>
        api.RunAsync(request);

    [Function(nameof(Suppressions))]
    public Task Suppressions([HttpTrigger(AuthorizationLevel.Anonymous, Route = "api/suppressions/{*path}")] HttpRequest request) =>
        api.RunAsync(request);

    [Function(nameof(Orders))]
    public Task Orders([HttpTrigger(AuthorizationLevel.Anonymous, Route = "api/orders/{*path}")] HttpRequest request) =>
        api.RunAsync(request);

    [Function(nameof(Events))]
    public Task Events([HttpTrigger(AuthorizationLevel.Anonymous, Route = "api/events/{*path}")] HttpRequest request) =>
        api.RunAsync(request);

    [Function(nameof(Carts))]
    public Task Carts([HttpTrigger(AuthorizationLevel.Anonymous, Route = "api/carts/{*path}")] HttpRequest request) =>
        api.RunAsync(request);

    [Function(nameof(Products))]
    public Task Products([HttpTrigger(AuthorizationLevel.Anonymous, Route = "api/products/{*path}")] HttpRequest request) =>
        api.RunAsync(request);

    [Function(nameof(Conversions))]
    public Task Conversions([HttpTrigger(AuthorizationLevel.Anonymous, Route = "api/conversions/{*path}")] HttpRequest request) =>
        api.RunAsync(request);

    [Function(nameof(Imports))]
    public Task Imports([HttpTrigger(AuthorizationLevel.Anonymous, Route = "api/imports/{*path}")] HttpRequest request) =>
        api.RunAsync(request);

    [Function(nameof(Erasures))]
    public Task Erasures([HttpTrigger(AuthorizationLevel.Anonymous, Route = "api/erasures/{*path}")] HttpRequest request) =>
        api.RunAsync(request);

    [Function(nameof(ChannelAccounts))]
    public Task ChannelAccounts([HttpTrigger(AuthorizationLevel.Anonymous, Route = "api/channel-accounts/{*path}")] HttpRequest request) =>
        api.RunAsync(request);

    [Function(nameof(Settings))]
    public Task Settings([HttpTrigger(AuthorizationLevel.Anonymous, Route = "api/settings/{*path}")] HttpRequest request) =>
        api.RunAsync(request);

    [Function(nameof(ApiKeys))]
    public Task ApiKeys([HttpTrigger(AuthorizationLevel.Anonymous, Route = "api/api-keys/{*path}")] HttpRequest request) =>
        api.RunAsync(request);

    [Function(nameof(Usage))]
    public Task Usage([HttpTrigger(AuthorizationLevel.Anonymous, Route = "api/usage/{*path}")] HttpRequest request) =>
        api.RunAsync(request);

    [Function(nameof(Webhooks))]
    public Task Webhooks([HttpTrigger(AuthorizationLevel.Anonymous, Route = "api/webhooks/{*path}")] HttpRequest request) =>
        api.RunAsync(request);

    [Function(nameof(Testers))]
    public Task Testers([HttpTrigger(AuthorizationLevel.Anonymous, Route = "api/testers/{*path}")] HttpRequest request) =>
        api.RunAsync(request);

    [Function(nameof(Tenants))]
    public Task Tenants([HttpTrigger(AuthorizationLevel.Anonymous, Route = "api/tenants/{*path}")] HttpRequest request) =>
        api.RunAsync(request);

    [Function(nameof(Hooks))]
    public Task Hooks([HttpTrigger(AuthorizationLevel.Anonymous, Route = "api/hooks/{*path}")] HttpRequest request) =>
        api.RunAsync(request);

    [Function(nameof(Unsubscribe))]
    public Task Unsubscribe([HttpTrigger(AuthorizationLevel.Anonymous, Route = "api/unsubscribe/{*path}")] HttpRequest request) =>
        api.RunAsync(request);

    [Function(nameof(Sandbox))]
    public Task Sandbox([HttpTrigger(AuthorizationLevel.Anonymous, Route = "api/sandbox/{*path}")] HttpRequest request) =>
        api.RunAsync(request);

    /// <summary>Handles the start page, the API's document, and every unknown path.</summary>
    [Function(nameof(Other))]
    public Task Other([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{*path}")] HttpRequest request) => api.RunAsync(request);
}
