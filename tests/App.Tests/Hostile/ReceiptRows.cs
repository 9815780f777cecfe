using static CampaignTasks.App.Tests.Hostile.Row;

namespace CampaignTasks.App.Tests.Hostile;

/// <summary>Who pretends to be a provider, or somebody who unsubscribes.</summary>
internal static class ReceiptRows
{
    private const string Hook = "/api/hooks/email/{account}";
    private const string Nobody = "01arz3ndektsv4rrffq69g5fav";

    private static readonly string Bounce =
        """[{"id":"1","eventType":"Microsoft.Communication.EmailDeliveryReportReceived","dataVersion":"1.0","eventTime":"2026-02-03T10:00:00Z","data":{"messageId":"{message}","recipient":"ann@example.net","status":"Bounced"}}]""";

    public static IEnumerable<Row> All =>
        [
            Call("a receipt without a proof", Hook, Bounce).Is(403, "forbidden"),
            Call("a receipt with an empty proof", $"{Hook}?code=", Bounce).Is(403, "forbidden"),
            Call("a receipt with another proof", $"{Hook}?code=00000000000000000000000000000000", Bounce).Is(403, "forbidden"),
            Call("a receipt with the proof in second place", "/api/hooks/email/{account}?code=1&{hook}", Bounce).Is(403, "forbidden"),
            Call("a receipt with a tenant's key for proof", $"{Hook}?code={{key}}", Bounce).Is(403, "forbidden"),
            Call("a receipt with another account's proof", "/api/hooks/email/{account}?{rival.hook}", Bounce).Is(403, "forbidden"),
            Call("a receipt for another channel", "/api/hooks/sms/{account}", Bounce).NotFound(),
            Call("a receipt for no channel", "/api/hooks/fax/{account}", Bounce).NotFound(),
            Call("a receipt for nobody", $"/api/hooks/email/{Nobody}", Bounce).NotFound(),
            Call("a receipt for an account of injection", "/api/hooks/email/'%20or%20'", Bounce).NotFound(),
            Call("a receipt up and out", "/api/hooks/email/..%2f..%2ftasks", Bounce).NotFound(),
            Call("a proven receipt of no JSON", "{hook}", "ann bounced").Is(400, "badRequest"),
            Call("a proven receipt cut off", "{hook}", "[{").Is(400, "badRequest"),
            Call("a proven receipt of a number", "{hook}", "1").Is(400, "badRequest"),
            Call("a proven receipt of nothing", "{hook}", "").Is(400, "badRequest"),
            Call("a proven receipt 100,000 deep", "{hook}", new string('[', 100_000)).Is(400, "badRequest"),
            Call(
                    "a proven handshake without a code",
                    "{hook}",
                    "[{\"eventType\":\"Microsoft.EventGrid.SubscriptionValidationEvent\",\"data\":{}}]"
                )
                .Is(400, "badRequest"),
            Call("a proven handshake of half a character", "{hook}", Handshake("\"\\ud800\"")).Is(400, "badRequest"),
            Call("a proven handshake of bad UTF-8", "{hook}").Of(Latin(Handshake("\"\u00ff\""))).Is(400, "badRequest"),
            Call("a proven receipt of 2 MB", "{hook}") with
            {
                Length = 2_000_000,
                Status = 413,
                Code = "tooLarge",
            },
            Call("a zipped receipt", "{hook}", Bounce).With("Content-Encoding: gzip").Is(415, "unsupportedMediaType"),
            Get("a receipt by GET", Hook).As(null).Is(403, "forbidden"),
            new Row("a handshake without a proof", "OPTIONS", Hook) { Key = null, Headers = ["WebHook-Request-Origin: evil.example"] }.Is(
                403,
                "forbidden"
            ),
            new Row("a hook's PUT", "PUT", Hook, "{}"u8.ToArray()).As(null).Is(405, "methodNotAllowed"),
            Get("a link that is nonsense", "/api/unsubscribe/nonsense").As(null).Page(404),
            Get("a link of zeros", "/api/unsubscribe/v1.00000000.AAAA").As(null).Page(404),
            Get("a link of 5,000 letters", $"/api/unsubscribe/{new string('A', 5_000)}").As(null).Page(404),
            Get("a link with a page in it", "/api/unsubscribe/%3Cscript%3Ealert(1)%3C%2Fscript%3E").As(null).Page(404),
            Link("a click on nonsense", "nonsense"),
            Link("a click on another seal", "v1.00000000.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
            Link("a click on an address", "ann@example.net"),
            Link("a click on injection", "'%20or%20'"),
            Link("a click on bad UTF-8", "%ff%fe"),
        ];

    private static string Handshake(string code) =>
        $"[{{\"eventType\":\"Microsoft.EventGrid.SubscriptionValidationEvent\",\"data\":{{\"validationCode\":{code}}}}}]";

    private static byte[] Latin(string text) => System.Text.Encoding.Latin1.GetBytes(text);

    private static Row Call(string trick, string target, string? body = null) => Post(trick, target, body).As(null);

    private static Row Link(string trick, string token) =>
        Post(trick, $"/api/unsubscribe/{token}", "List-Unsubscribe=One-Click").As(null).Of("application/x-www-form-urlencoded").Page(404);
}
