using CampaignTasks.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CampaignTasks.Worker.Http;

/// <summary>The API's ASP.NET Core pipeline, the same as in the standalone host, shared by all HTTP functions. Thread-safe.</summary>
internal sealed class ApiPipeline
{
    private readonly RequestDelegate _run;

    public ApiPipeline(IServiceProvider services)
    {
        var app = new ApplicationBuilder(services);
        app.UseApi();
        app.UseEndpoints(endpoints => endpoints.MapApi());
        _run = app.Build();
    }

    /// <summary>Handles a request.</summary>
    public Task RunAsync(HttpRequest request)
    {
        // The route so far is only that of the function.
        request.HttpContext.SetEndpoint(null);
        request.RouteValues.Clear();
        return _run(request.HttpContext);
    }
}
