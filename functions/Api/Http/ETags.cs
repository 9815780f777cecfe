using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Api.Http;

/// <summary>Entity tags as callers see them: a hash of the stored version, whatever form the store gives that.</summary>
internal static class ETags
{
    public static string Of(string storedVersion) =>
        $"\"{Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(storedVersion)).AsSpan(0, 12))}\"";

    /// <summary>
    /// Holds the request's If-Match against the version at hand, null where there is nothing yet: that no tag matches, and no star (RFC
    /// 9110 §13.1.1). Without the header there is nothing to hold.
    /// </summary>
    /// <exception cref="ProblemException">412: another version.</exception>
    public static void Check(HttpRequest request, string? storedVersion)
    {
        var wanted = request.Headers.IfMatch;
        if (wanted.Count > 0 && storedVersion is null)
        {
            throw new ProblemException(
                Problems.NotThere("Your If-Match asks for a version, and nothing is stored here: leave If-Match out to create it.")
            );
        }

        if (wanted.Count > 0 && !Names(wanted.ToString(), Of(storedVersion!)))
        {
            throw new ProblemException(
                Problems.LostRace("It is not the version your If-Match names any more: read it again and make the change again.")
            );
        }
    }

    /// <summary>As <see cref="Check"/>, where a change without the header is refused.</summary>
    /// <exception cref="ProblemException">428: no header; 412: another version.</exception>
    public static void Require(HttpRequest request, string? storedVersion)
    {
        if (request.Headers.IfMatch.Count == 0)
        {
            throw new ProblemException(Problems.IfMatchRequired());
        }

        Check(request, storedVersion);
    }

    /// <summary>For what has no versions: a condition that nobody would check is refused rather than passed over.</summary>
    public static void Refuse(HttpRequest request, ValidationErrors errors)
    {
        if (request.Headers.IfMatch.Count > 0)
        {
            errors.Add("If-Match", "What is asked for has no versions: leave the header out.");
        }
    }

    /// <summary>The same where nothing else of the request is checked.</summary>
    /// <exception cref="ValidationException">The request has such a condition.</exception>
    public static void Refuse(HttpRequest request)
    {
        var errors = new ValidationErrors();
        Refuse(request, errors);
        errors.ThrowIfAny();
    }

    // Tags compare strongly (RFC 9110 §13.1.1): W/"…" never matches.
    private static bool Names(string header, string tag) => header.Split(',').Any(part => part.Trim() is "*" || part.Trim() == tag);
}
