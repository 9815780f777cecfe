namespace CampaignTasks.Api.Unsubscribe;

/// <summary>A small page that loads nothing and may not be framed.</summary>
internal sealed class HtmlPage(int status, string html) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = status;
        httpContext.Response.ContentType = "text/html; charset=utf-8";
        httpContext.Response.Headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'";
        httpContext.Response.Headers["Referrer-Policy"] = "no-referrer";
        return httpContext.Response.WriteAsync(html, httpContext.RequestAborted);
    }
}
