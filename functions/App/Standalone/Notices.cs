namespace CampaignTasks.App.Standalone;

/// <summary>What the app says to the person at the terminal, as opposed to what it logs.</summary>
internal sealed class Notices(TextWriter terminal)
{
    public void Say(string text) => terminal.WriteLine(text);
}
