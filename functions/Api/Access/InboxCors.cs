using CampaignTasks.Application.Configuration;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Api.Access;

/// <summary>The pages of other origins that may read inboxes: those that the operator lists, none by default.</summary>
internal sealed class InboxCors(IOptions<AppOptions> app) : IConfigureOptions<CorsOptions>
{
    public const string Policy = "inbox";

    public void Configure(CorsOptions options) =>
        options.AddPolicy(Policy, policy =>
            policy
                .WithOrigins([.. app.Value.InboxOriginList])
                .WithMethods("GET", "POST")
                .WithHeaders("Authorization", "Content-Type")
                .WithExposedHeaders("Retry-After")
                .SetPreflightMaxAge(TimeSpan.FromMinutes(10))
        );
}
