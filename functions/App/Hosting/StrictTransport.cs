namespace CampaignTasks.App.Hosting;

/// <summary>
/// HTTP Strict Transport Security where this process itself ends TLS: browsers that were here by HTTPS come back by HTTPS only. Behind a
/// proxy that ends TLS the proxy says so.
/// </summary>
internal static class StrictTransport
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromDays(365);

    public static IServiceCollection AddStrictTransport(this IServiceCollection services) =>
        services.AddHsts(options => options.MaxAge = MaxAge);

    /// <summary>Adds the header to answers by HTTPS; in Development a certificate may be anybody's.</summary>
    public static void UseStrictTransport(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
        {
            app.UseHsts();
        }
    }
}
