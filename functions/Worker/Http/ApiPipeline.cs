using CampaignTasks.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CampaignTasks.Worker.Http;

/// <summary>
/// The API's one ASP.NET Core pipeline, as the standalone host has it, for whichever function a request comes by. Thread-safe.
/// </summary>
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

    /// <summary>Answers a request.</summary>
    public Task RunAsync(HttpRequest request)
    {
        // Routed so far is only which function it is.
        request.HttpContext.SetEndpoint(null);
        request.RouteValues.Clear();
        return _run(request.HttpContext);
    }
}
