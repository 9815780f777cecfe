using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Api.Http;

/// <summary>Every problem this API answers with, each in one place.</summary>
internal static class Problems
{
    public static Problem MalformedJson(string detail) => New(400, "malformedJson", "The body is not JSON", detail);

    public static Problem BadRequest(string detail) => New(400, "badRequest", "The request cannot be read", detail);

    /// <summary>For APIs that others specified: what is wrong with one part of the request is a 400 there.</summary>
    public static Problem BadRequest(string part, string message) =>
        BadRequest($"{part}: {message}") with
        {
            Errors = new Dictionary<string, string[]> { [part] = [message] },
        };

    /// <summary>Returns the answer to a missing or invalid key: one text for all, which does not tell which keys exist.</summary>
    public static Problem Unauthorized() =>
        New(401, "unauthorized", "An API key is needed", "Send a valid API key: 'Authorization: Bearer <key>'.");

    public static Problem ContactTokenNeeded() =>
        New(
            401,
            "unauthorized",
            "A contact's token is needed",
            "Send a valid token, as POST /api/contacts/{id}/tokens gives it: 'Authorization: Bearer <token>'."
        );

    public static Problem SystemKeyNeeded() =>
        New(
            401,
            "unauthorized",
            "The system key is needed",
            "Send the deployment's system key, as ?code=<key> or in the header x-functions-key."
        );

    public static Problem Forbidden(string detail) => New(403, "forbidden", "This key may not do that", detail);

    public static Problem TenantSuspended() =>
        New(
            403,
            "tenantSuspended",
            "The tenant is suspended",
            "The operator of this deployment has suspended your company: its keys do not work, and nothing is sent. Ask the operator."
        );

    public static Problem QuotaExceeded(QuotaExceededException e) => New(409, "quotaExceeded", "A quota is exceeded", e.Message);

    /// <summary>Not there, or not the caller's: the same answer.</summary>
    public static Problem NotFound(string what = "What you asked for") =>
        New(404, "notFound", "Not found", $"{what} does not exist, or is not yours.");

    public static Problem MethodNotAllowed(string detail) => New(405, "methodNotAllowed", "Wrong method", detail);

    public static Problem TooSlow() =>
        New(408, "tooSlow", "The request came too slowly", "The whole body did not arrive in time: send it faster, or send less.");

    public static Problem TooSlow(int slowest) =>
        New(
            408,
            "tooSlow",
            "The request came too slowly",
            $"The body came with fewer than {slowest} bytes a second on average: send it faster."
        );

    public static Problem TooSlow(TimeSpan longest) =>
        New(408, "tooSlow", "The request came too slowly", $"The file took longer than {longest} to arrive: send it faster, or in parts.");

    /// <param name="e">The refused move.</param>
    /// <param name="caller">The caller: nothing is offered that the caller's key may not do.</param>
    public static Problem InvalidTransition(InvalidTransitionException e, TaskActor caller)
    {
        var allowed = e.AllowedFor(caller);
        var offer = allowed.Count > 0 ? $"Allowed now: {string.Join(", ", allowed)}." : "This key may make no move on it now.";
        return New(409, e.Code, "The state does not allow this", $"{e.Message} {offer}") with { Allowed = allowed };
    }

    public static Problem Conflict(string code, string detail) => New(409, code, "The state does not allow this", detail);

    public static Problem Gone(string detail) => New(410, "gone", "It has ended", detail);

    public static Problem Busy() =>
        New(
            409,
            "requestInProgress",
            "Still being carried out",
            "A request with this Idempotency-Key is being carried out. Send it again in a moment."
        ) with
        {
            RetryAfter = TimeSpan.FromSeconds(1),
        };

    public static Problem LostRace(string detail) => New(412, "preconditionFailed", "Changed in the meantime", detail);

    public static Problem NotThere(string detail) => New(412, "preconditionFailed", "It does not exist", detail);

    public static Problem TooLarge(long limit) => New(413, "tooLarge", "The body is too large", $"Send at most {limit} bytes.");

    public static Problem UnsupportedMediaType() =>
        New(415, "unsupportedMediaType", "Wrong media type", "Send JSON in UTF-8: 'Content-Type: application/json'.");

    public static Problem UnsupportedMediaType(IReadOnlyList<string> types) =>
        New(
            415,
            "unsupportedMediaType",
            "Wrong media type",
            $"Name the file's form, in UTF-8: 'Content-Type' is one of {string.Join(", ", types)}."
        );

    public static Problem UnsupportedEncoding() =>
        New(415, "unsupportedMediaType", "Wrong content encoding", "Send the body as it is, without a Content-Encoding header.");

    public static Problem Invalid(ValidationErrors errors)
    {
        var problem = Invalid(errors.ToDictionary());
        return errors.HasMore
            ? problem with
            {
                Detail = $"These are the first {ValidationErrors.Most} errors, and there are more: correct them, and send it again.",
            }
            : problem;
    }

    public static Problem Invalid(string field, string message) => Invalid(new Dictionary<string, string[]> { [field] = [message] });

    public static Problem Invalid(Dictionary<string, string[]> errors) =>
        New(
            422,
            "invalid",
            "The request is not valid",
            errors.Count == 1 ? $"{errors.Keys.First()}: {errors.Values.First()[0]}" : $"{errors.Count} fields are wrong: see errors."
        ) with
        {
            Errors = errors,
        };

    public static Problem IdempotencyMismatch() =>
        New(
            422,
            "idempotencyMismatch",
            "The Idempotency-Key was used for another request",
            "This Idempotency-Key was used for a request with another address or body. Use a new key for a new request."
        );

    public static Problem IdempotencyOfAnotherKey() =>
        New(
            409,
            "idempotencyOfAnotherKey",
            "The answer belongs to another API key",
            "This Idempotency-Key was used with another API key, and the answer shows a secret: it is repeated only to that key. Use a new "
                + "Idempotency-Key for a new request."
        );

    public static Problem IfMatchRequired() =>
        New(
            428,
            "ifMatchRequired",
            "If-Match is required",
            "Read the resource, and send its ETag as 'If-Match', so that nobody's change is lost."
        );

    public static Problem TooManyRequests(TimeSpan retryAfter) =>
        New(
            429,
            "tooManyRequests",
            "Too many requests",
            "The keys of this tenant send too many requests a minute. Wait as Retry-After says."
        ) with
        {
            RetryAfter = retryAfter,
        };

    public static Problem TooManyWrongKeys(TimeSpan retryAfter) =>
        New(
            429,
            "tooManyWrongKeys",
            "Too many wrong keys",
            "Too many wrong keys came from this address. Wait as Retry-After says, and check the key."
        ) with
        {
            RetryAfter = retryAfter,
        };

    public static Problem TooManyAtOnce(int most) =>
        TooManyAtOnce($"This tenant has {most} requests under way, as many as it may: wait for answers before sending more.");

    /// <summary>A limit of the caller's tenant.</summary>
    /// <param name="detail">The limit.</param>
    public static Problem TooManyAtOnce(string detail) =>
        New(429, "tooManyAtOnce", "Too many requests at once", detail) with
        {
            RetryAfter = TimeSpan.FromSeconds(1),
        };

    public static Problem Internal(string traceId) =>
        New(
            500,
            "internal",
            "Something went wrong on our side",
            "The fault is on record under the trace id. The request may be sent again."
        ) with
        {
            TraceId = traceId,
        };

    /// <summary>
    /// A state that an API which others specified answers with 500, so that scripts may tell by it. Nothing is wrong on our side.
    /// </summary>
    public static Problem Held(string detail) => New(500, "wrongState", "The state does not allow this", detail);

    public static Problem NotImplemented(string detail) => New(501, "notImplemented", "Not available here", detail);

    public static Problem AtCapacity() =>
        AtCapacity("As many requests are under way as this server carries out at once. Send it again in a moment.");

    /// <summary>Returns the answer to a request beyond a limit of the process.</summary>
    /// <param name="detail">The limit.</param>
    public static Problem AtCapacity(string detail) =>
        New(503, "crowded", "Too much is under way", detail) with
        {
            RetryAfter = TimeSpan.FromSeconds(1),
        };

    public static Problem Unavailable(string detail) =>
        New(503, "unavailable", "Not available right now", detail) with
        {
            RetryAfter = TimeSpan.FromSeconds(5),
        };

    /// <summary>A status that something below us answered without a body.</summary>
    public static Problem OfStatus(int status) =>
        status switch
        {
            401 => Unauthorized(),
            403 => Forbidden("This key may not do that."),
            404 => NotFound(),
            405 => MethodNotAllowed("This address does not know this method: the Allow header names those it knows."),
            412 => LostRace("It is not the version of the If-Match or If-Unmodified-Since header: read it again without them."),
            415 => UnsupportedMediaType(),
            _ => New(status, $"status{status}", "The request failed", $"The request ended with status {status}."),
        };

    private static Problem New(int status, string code, string title, string detail) =>
        new()
        {
            Status = status,
            Code = code,
            Title = title,
            Detail = detail,
        };
}
