using System.Globalization;

namespace CampaignTasks.Storage.Tasks;

/// <summary>One version of a task's list, as the task's row names it.</summary>
/// <param name="Version">The version.</param>
/// <param name="Set">Names the chunks: each write has its own, so that of two writers of one version the loser harms nothing.</param>
/// <param name="Chunks">How many chunks there are.</param>
internal sealed record RecipientList(int Version, string Set, int Chunks)
{
    /// <summary>Reads what <see cref="Write"/> wrote, oldest version first.</summary>
    public static List<RecipientList> Read(string? text) =>
        [.. (text ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).Select(ReadOne)];

    public static string Write(IEnumerable<RecipientList> lists) =>
        string.Join(';', lists.Select(list => string.Create(CultureInfo.InvariantCulture, $"{list.Version}:{list.Set}:{list.Chunks}")));

    private static RecipientList ReadOne(string text) =>
        text.Split(':') switch
        {
            [var version, var set, var chunks] => new(
                int.Parse(version, CultureInfo.InvariantCulture),
                set,
                int.Parse(chunks, CultureInfo.InvariantCulture)
            ),
            _ => throw new InvalidDataException("A task's row names its lists wrongly."),
        };
}
