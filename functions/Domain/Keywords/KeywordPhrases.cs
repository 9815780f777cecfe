namespace CampaignTasks.Domain.Keywords;

/// <summary>The keywords of one language.</summary>
/// <param name="Language">The BCP 47 tag.</param>
/// <param name="OptOut">Phrases that end messages, separated by commas.</param>
/// <param name="OptIn">Phrases that begin them again.</param>
/// <param name="Help">Phrases that ask for help.</param>
/// <param name="Polite">Words that may stand before or after a phrase.</param>
internal sealed record KeywordPhrases(string Language, string OptOut, string OptIn, string Help, string Polite);
