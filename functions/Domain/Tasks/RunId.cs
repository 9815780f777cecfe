using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Tasks;

/// <summary>
/// A run's name: 60 bits derived from tenant, task and occurrence, so that one occurrence has one run however often it is started.
/// </summary>
/// <param name="Number">0 to 2^60 - 1.</param>
[JsonConverter(typeof(RunIdConverter))]
public sealed record RunId(long Number)
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>0 to 2^60 - 1.</summary>
    public long Number { get; } = Number is >= 0 and < 1L << 60 ? Number : throw new ArgumentOutOfRangeException(nameof(Number));

    /// <summary>The run of one occurrence.</summary>
    public static RunId From(string tenantId, string taskId, DateTimeOffset occurrence) =>
        Derive($"{tenantId}/{taskId}/{occurrence.UtcTicks}");

    /// <summary>The place of a test's messages: tests and runs never share one.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="taskId">The task.</param>
    /// <param name="testId">The id of the request that made the test.</param>
    public static RunId OfTest(string tenantId, string taskId, string testId) => Derive($"{tenantId}/{taskId}/test/{testId}");

    /// <summary>The run of a step of an automation, for the journeys that one batch moves to it.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="automationId">The automation.</param>
    /// <param name="version">The version of its plan.</param>
    /// <param name="node">The number of the step.</param>
    /// <param name="batch">The batch.</param>
    public static RunId OfStep(string tenantId, string automationId, int version, int node, string batch) =>
        Derive(string.Create(CultureInfo.InvariantCulture, $"{tenantId}/{automationId}/step/{version}/{node}/{batch}"));

    /// <summary>The run of a batch of single messages.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="batchId">The id of the batch.</param>
    public static RunId OfSingles(string tenantId, string batchId) => Derive($"{tenantId}/single/{batchId}");

    /// <summary>Reads the twelve-character text; case does not matter.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out RunId? id)
    {
        id = null;
        if (text is not { Length: 12 })
        {
            return false;
        }

        var number = 0L;
        foreach (var letter in text)
        {
            var digit = Alphabet.IndexOf(char.ToLowerInvariant(letter), StringComparison.Ordinal);
            if (digit < 0)
            {
                return false;
            }

            number = (number << 5) | (long)digit;
        }

        id = new RunId(number);
        return true;
    }

    private static RunId Derive(string of) =>
        new((long)(BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(of))) >> 4));

    /// <summary>Twelve characters of Crockford's base 32, lower case.</summary>
    public override string ToString() => string.Create(12, Number, static (text, number) =>
        {
            for (var i = text.Length - 1; i >= 0; i--, number >>= 5)
            {
                text[i] = Alphabet[(int)(number & 31)];
            }
        });
}
