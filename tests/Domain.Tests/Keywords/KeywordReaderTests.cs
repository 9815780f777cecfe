using CampaignTasks.Domain.Keywords;
using FsCheck;
using FsCheck.Fluent;

namespace CampaignTasks.Domain.Tests.Keywords;

public sealed class KeywordReaderTests
{
    [Theory]
    [InlineData("STOP")]
    [InlineData("stop")]
    [InlineData("Opt out")]
    [InlineData("OPT-OUT")]
    [InlineData("optout")]
    [InlineData("STOP,")]
    [InlineData("\"stop\"")]
    [InlineData("“Stop”")]
    [InlineData("Stop please")]
    [InlineData("please stop")]
    [InlineData("Stop, please, thank you!")]
    [InlineData("STOP?")]
    [InlineData("STOP\u200B")]
    [InlineData("\u200ES\u00ADTOP\uFEFF")]
    [InlineData("ＳＴＯＰ")]
    [InlineData("stop stop STOP")]
    [InlineData("  Stop \r\n")]
    [InlineData("🛑 stop 🛑")]
    [InlineData("ARRÊT")]
    [InlineData("ARRE\u0302T")]
    [InlineData("arret svp")]
    [InlineData("Stop s'il vous plaît")]
    [InlineData("PARAR")]
    [InlineData("Pare por favor")]
    [InlineData("SAIR")]
    [InlineData("DETENER")]
    [InlineData("baja")]
    [InlineData("ABMELDEN")]
    [InlineData("Bitte abmelden")]
    [InlineData("停止")]
    [InlineData("退订")]
    [InlineData("СТОП")]
    [InlineData("отпишите меня, пожалуйста")]
    [InlineData("iptal")]
    [InlineData("İPTAL")]
    [InlineData("ıptal")]
    [InlineData("σταμάτα")]
    [InlineData("إلغاء الاشتراك")]
    [InlineData("रोकें")]
    [InlineData("수신거부")]
    [InlineData("配信停止")]
    [InlineData("ยกเลิก")]
    public void OptOut_InAnySpelling_IsUnderstood(string text) => Assert.Equal(Keyword.OptOut, KeywordReader.Read(text));

    [Theory]
    [InlineData("START")]
    [InlineData("unstop")]
    [InlineData("Yes!")]
    [InlineData("Opt in")]
    [InlineData("старт")]
    [InlineData("démarrer")]
    [InlineData("开始")]
    public void OptIn_InAnySpelling_IsUnderstood(string text) => Assert.Equal(Keyword.OptIn, KeywordReader.Read(text));

    [Theory]
    [InlineData("HELP")]
    [InlineData("info?")]
    [InlineData("Hilfe bitte")]
    [InlineData("ayuda")]
    [InlineData("帮助")]
    public void Help_InAnySpelling_IsUnderstood(string text) => Assert.Equal(Keyword.Help, KeywordReader.Read(text));

    [Theory]
    [InlineData("Please don't stop sending these")]
    [InlineData("I will stop by the shop tomorrow")]
    [InlineData("stop sending to my old number, use the new one")]
    [InlineData("bus stop")]
    [InlineData("non-stop")]
    [InlineData("When does the sale start?")]
    [InlineData("the end of the week")]
    [InlineData("stopping")]
    [InlineData("yes and no")]
    [InlineData("please")]
    [InlineData("thank you")]
    [InlineData("")]
    [InlineData("?!")]
    [InlineData("🛑")]
    [InlineData("\ud800")]
    public void Sentence_OrAnythingElse_IsNoKeyword(string text) => Assert.Null(KeywordReader.Read(text));

    [Theory]
    [InlineData("STOP\n--\nAnn Lee")]
    [InlineData("Stop.\r\n-- \r\nAnn Lee\r\nSales")]
    [InlineData("Stop\nSent from my iPhone")]
    [InlineData("stop please\n\nSent from my Galaxy S24, with many words that follow and make the whole longer than a keyword may be")]
    [InlineData("STOP\n\nAnn Lee\n+44 20 7946 0018")]
    [InlineData("\nSTOP\n—\nAnn")]
    [InlineData("STOP\n____\nAnn")]
    [InlineData("Abmelden\nVon meinem iPhone gesendet")]
    [InlineData("ARRÊT\nEnvoyé de mon iPhone")]
    [InlineData("baja\nEnviado desde mi iPhone")]
    [InlineData("стоп\nОтправлено с iPhone")]
    [InlineData("Stop\nGet Outlook for Android")]
    public void OptOut_AboveASignature_IsUnderstood(string text) => Assert.Equal(Keyword.OptOut, KeywordReader.Read(text));

    [Theory]
    [InlineData("I will stop by tomorrow\n--\nAnn Lee")]
    [InlineData("Stop\nsending to my old number")]
    [InlineData("Stop\nsent from my old number")]
    [InlineData("Stop\n- the music\n- the lights")]
    [InlineData("The bus\n\nStop")]
    [InlineData("Ann Lee\n--\nSTOP the war")]
    [InlineData("--\nAnn Lee")]
    public void Sentence_OfSeveralLines_IsNoKeyword(string text) => Assert.Null(KeywordReader.Read(text));

    [Fact]
    public void Signature_ChangesNothing_WhatStandsBeforeItCountsAlone() =>
        Prop.ForAll(
                Gen.Elements("STOP", "Stop please", "START", "help", "ARRÊT", "停止").ToArbitrary(),
                Gen.Elements("\n--\n", "\r\n-- \r\n", "\n\n", "\n___\n", "\nSent from my iPhone\n").ToArbitrary(),
                ArbMap.Default.ArbFor<string?>(),
                (word, separator, signature) => KeywordReader.Read($"{word}{separator}{signature}") == KeywordReader.Read(word)
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Table_HasAtLeastTwentyLanguages_AndNoPhraseOfTwoMeanings()
    {
        Assert.True(KeywordTable.Languages.Select(language => language.Language).Distinct().Count() >= 20);
        foreach (var language in KeywordTable.Languages)
        {
            Assert.All(language.OptOut.Split(','), phrase => Assert.Equal(Keyword.OptOut, KeywordReader.Read(phrase)));
            Assert.All(language.OptIn.Split(','), phrase => Assert.Equal(Keyword.OptIn, KeywordReader.Read(phrase)));
            Assert.All(language.Help.Split(','), phrase => Assert.Equal(Keyword.Help, KeywordReader.Read(phrase)));
            Assert.All(language.Polite.Split(','), word => Assert.Null(KeywordReader.Read(word)));
        }
    }

    [Fact]
    public void AnyText_IsReadWithoutFailing() =>
        Prop.ForAll<string?>(text => KeywordReader.Read(text ?? "") is null or Keyword.OptOut or Keyword.OptIn or Keyword.Help)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Text_OfManyPoliteWords_IsReadQuickly() => Assert.Null(KeywordReader.Read(string.Concat(Enumerable.Repeat("ok ", 33))));
}
