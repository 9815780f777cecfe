using System.Text;
using System.Text.Json;
using System.Xml;
using Azure;
using Azure.Core;

namespace CampaignTasks.Storage.Pipeline;

/// <summary>Reads what the service says went wrong. The exception names no key, address or body: it may be logged as it is.</summary>
public static class StorageFailure
{
    internal const string RetriedKey = "Retried";
    internal const string RequestIdKey = "RequestId";

    extension(RequestFailedException failure)
    {
        /// <summary>
        /// Whether the request had been tried before the try that failed. A 409 after a retried insert, a 412 after a retried conditional
        /// update and a 404 after a retried delete may be the caller's own first try, which the service carried out though its answer
        /// was lost: read the entity and compare before concluding that someone else wrote it.
        /// </summary>
        public bool WasRetried => failure.Data[RetriedKey] is true;
    }

    internal static RequestFailedException Of(HttpMessage message)
    {
        var response = message.Response;
        var (code, text) = Details(response);
        return Mark(new RequestFailedException(response.Status, Sentence(message.Request, response, code, text), code, innerException: null), message);
    }

    internal static RequestFailedException NoAnswer(HttpMessage message, Exception cause) =>
        Mark(
            new RequestFailedException(
                0, $"Storage gave no answer to {message.Request.Method}; whether it acted is unknown. {Innermost(cause).Message}", "NoAnswer", cause),
            message);

    internal static TException Mark<TException>(TException exception, HttpMessage message)
        where TException : RequestFailedException
    {
        exception.Data[RetriedKey] = message.ProcessingContext.RetryNumber > 0;
        if (message.HasResponse && message.Response.Headers.TryGetValue("x-ms-request-id", out var id))
        {
            exception.Data[RequestIdKey] = id;
        }

        return exception;
    }

    internal static string Sentence(Request request, Response response, string? code, string? text)
    {
        response.Headers.TryGetValue("x-ms-request-id", out var id);
        return $"Storage answered {response.Status} {code ?? response.ReasonPhrase} to {request.Method}. {text?.ReplaceLineEndings(" ")} (request {id ?? "unknown"})";
    }

    internal static (string? Code, string? Text) Details(Response response)
    {
        // The header is set by the real service on every error and needs no parsing; the body is JSON or, before routing, XML.
        response.Headers.TryGetValue("x-ms-error-code", out var header);
        var body = response.ContentStream is { CanSeek: true, Length: > 0 } ? response.Content.ToMemory() : default;
        var (code, text) = Parse(body.Span);
        return (code ?? header, text);
    }

    internal static (string? Code, string? Text) Parse(ReadOnlySpan<byte> body)
    {
        body = body.TrimStart("\uFEFF \r\n\t"u8);
        return body switch
        {
            [(byte)'{', ..] => ParseJson(body),
            [(byte)'<', ..] => ParseXml(body),
            _ => default,
        };
    }

    private static (string? Code, string? Text) ParseJson(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        string? code = null, text = null;
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName)
                {
                    continue;
                }

                if (code is null && reader.ValueTextEquals("code"u8) && reader.Read())
                {
                    code = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                }
                else if (text is null && reader.ValueTextEquals("value"u8) && reader.Read())
                {
                    text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                }
            }
        }
        catch (JsonException)
        {
            // A cut-off error body: what was read is still worth reporting.
        }

        return (code, text);
    }

    private static (string? Code, string? Text) ParseXml(ReadOnlySpan<byte> body)
    {
        string? code = null, text = null;
        try
        {
            using var reader = XmlReader.Create(new StringReader(Encoding.UTF8.GetString(body)), new() { DtdProcessing = DtdProcessing.Prohibit });
            while (reader.Read())
            {
                if (reader is { NodeType: XmlNodeType.Element, LocalName: "Code" })
                {
                    code ??= reader.ReadString();
                }
                else if (reader is { NodeType: XmlNodeType.Element, LocalName: "Message" })
                {
                    text ??= reader.ReadString();
                }
            }
        }
        catch (XmlException)
        {
            // As above.
        }

        return (code, text);
    }

    private static Exception Innermost(Exception e) => e is AggregateException { InnerExceptions: [.., var last] } ? Innermost(last) : e;
}
