using System.Collections.Frozen;
using System.Collections.Immutable;

namespace CampaignTasks.Domain.Keywords;

/// <summary>
/// The table of keywords. A message is a keyword when all of it is a phrase of the table, perhaps with polite words before or after it, or
/// the same word several times; a sentence that contains one is not.
/// </summary>
/// <remarks>
/// Sources of the English and French phrases: Twilio's default keywords (STOP, STOPALL, UNSUBSCRIBE, CANCEL, END, QUIT, REVOKE, OPTOUT,
/// ARRET, START, UNSTOP, YES, HELP, INFO); CTIA, Messaging Principles and Best Practices; 47 CFR 64.1200(a)(10), which names "stop",
/// "quit", "end", "revoke", "opt out", "cancel" and "unsubscribe". The other languages have the words that senders and carriers there
/// publish for the same purpose, in the imperative and infinitive. STOP, START and HELP are used in every country.
/// </remarks>
internal static class KeywordTable
{
    public static readonly ImmutableArray<KeywordPhrases> Languages =
    [
        new(
            "en",
            "stop, stop all, unsubscribe, unsubscribe me, cancel, end, quit, opt out, revoke, stop it, stop messages, stop texting, "
                + "stop sms, remove, remove me, no more, no more messages",
            "start, unstop, yes, subscribe, resubscribe, opt in, resume",
            "help, info, help me, information",
            "please, pls, plz, thanks, thank you, thx, kindly, now, ok, hi, hello"
        ),
        new(
            "fr",
            "arrêt, arrête, arrêter, arrêtez, arrett, désabonner, se désabonner, me désabonner, désabonnez-moi, désinscription, "
                + "me désinscrire, résilier, annuler, stop sms",
            "démarrer, commencer, s'abonner, reprendre, réabonner",
            "aide, infos",
            "s'il vous plaît, s'il te plaît, svp, stp, merci, bonjour"
        ),
        new(
            "es",
            "baja, alto, parar, pare, para, detener, detente, cancelar, darme de baja, dar de baja, salir, no más, no más mensajes, "
                + "cancelar suscripción",
            "iniciar, alta, comenzar, suscribir, suscribirme, reanudar",
            "ayuda, auxilio",
            "por favor, porfavor, gracias, hola"
        ),
        new(
            "pt",
            "sair, parar, pare, pára, cancelar, remover, descadastrar, descadastre-me, não quero mais, não quero receber",
            "iniciar, começar, voltar, inscrever, assinar",
            "ajuda, socorro",
            "por favor, obrigado, obrigada, pf, olá"
        ),
        new(
            "de",
            "stopp, abmelden, abmeldung, abbestellen, austragen, kündigen, beenden, aufhören, keine nachrichten mehr",
            "anmelden, starten, fortsetzen, abonnieren",
            "hilfe",
            "bitte, danke, vielen dank, hallo"
        ),
        new(
            "it",
            "ferma, fermare, fermati, basta, annulla, annullare, cancella, cancellami, disiscrivi, disiscrivimi, disiscrizione, disdici, "
                + "rimuovi, rimuovimi",
            "inizia, iniziare, riprendi, iscrivi, iscrivimi, attiva",
            "aiuto, informazioni",
            "per favore, per cortesia, per piacere, grazie, ciao"
        ),
        new(
            "nl",
            "afmelden, uitschrijven, stoppen, stop ermee, opzeggen",
            "aanmelden, starten, hervatten, inschrijven",
            "hulp",
            "alstublieft, alsjeblieft, aub, graag, dank, bedankt, dank u, hallo"
        ),
        new(
            "sv",
            "stopp, stoppa, avsluta, avregistrera, avprenumerera, sluta",
            "starta, börja, prenumerera",
            "hjälp",
            "snälla, tack, vänligen, hej"
        ),
        new("da", "stop, afmeld, afmeld mig, afslut, frameld, slut", "begynd, tilmeld, genoptag", "hjælp", "tak, venligst, hej"),
        new("nb", "stopp, avslutt, meld av, avmeld, slutt", "begynn, meld på, fortsett", "hjelp", "takk, vennligst, vær så snill, hei"),
        new("fi", "lopeta, peruuta, peru tilaus, poista", "aloita, tilaa, jatka", "apua, ohje", "kiitos, ole hyvä, hei"),
        new(
            "pl",
            "zatrzymaj, wypisz, wypisz mnie, rezygnuję, anuluj, koniec, stop sms, wyrejestruj",
            "zapisz, wznów, rozpocznij",
            "pomoc",
            "proszę, dziękuję, dzięki"
        ),
        new(
            "cs",
            "odhlásit, odhlaste, zrušit, ukončit, konec, přestaňte",
            "přihlásit, začít, obnovit",
            "pomoc, nápověda",
            "prosím, děkuji, díky"
        ),
        new("sk", "odhlásiť, zrušiť, ukončiť, koniec, prestaňte", "prihlásiť, začať, obnoviť", "pomoc", "prosím, ďakujem, vďaka"),
        new(
            "hu",
            "leiratkozás, leiratkozom, leállítás, állj, mégse, vége",
            "feliratkozás, feliratkozom, indítás, kezdés",
            "segítség, súgó",
            "kérem, köszönöm, legyen szíves"
        ),
        new(
            "ro",
            "oprește, opriți, dezabonare, dezabonează-mă, renunț, anulează",
            "pornește, abonare, abonează-mă",
            "ajutor",
            "vă rog, te rog, mulțumesc"
        ),
        new("bg", "стоп, спри, спрете, отпиши, отпиши ме, отказ, край", "старт, започни, абонирай", "помощ", "моля, благодаря"),
        new(
            "ru",
            "стоп, отписаться, отпишите, отпишите меня, отписка, отмена, отменить, хватит, прекратите, не присылать",
            "старт, начать, подписаться, подписка, возобновить",
            "помощь, справка",
            "пожалуйста, спасибо, прошу"
        ),
        new(
            "uk",
            "стоп, відписатися, відпишіть, відписка, скасувати, припиніть, зупинити",
            "старт, почати, підписатися, відновити",
            "допомога, довідка",
            "будь ласка, дякую, прошу"
        ),
        new(
            "sr",
            "заустави, одјави, одјави ме, откажи, zaustavi, odjavi, odjavi me, otkaži",
            "започни, пријави, započni, prijavi",
            "помоћ, pomoć",
            "молим, хвала, molim, hvala"
        ),
        new("hr", "zaustavi, odjava, odjavi me, prekini, otkaži", "pokreni, prijava, nastavi", "pomoć", "molim, hvala"),
        new("sl", "ustavi, odjava, odjavi me, prekliči", "začni, prijava, nadaljuj", "pomoč", "prosim, hvala"),
        new(
            "el",
            "σταμάτα, σταματήστε, στοπ, διακοπή, κατάργηση, διαγραφή, απεγγραφή",
            "έναρξη, εγγραφή, συνέχεια",
            "βοήθεια",
            "παρακαλώ, ευχαριστώ"
        ),
        new(
            "tr",
            "dur, durdur, iptal, iptal et, ret, çık, çıkış, abonelikten çık",
            "başla, başlat, abone ol",
            "yardım, bilgi",
            "lütfen, teşekkürler, teşekkür ederim"
        ),
        new("et", "lõpeta, peata, tühista, loobun", "alusta, telli, jätka", "abi", "palun, aitäh, tänan"),
        new("lv", "apturēt, pārtraukt, atteikties, atcelt", "sākt, pieteikties, turpināt", "palīdzība", "lūdzu, paldies"),
        new("lt", "sustabdyti, stabdyti, atsisakyti, atsisakau, nutraukti", "pradėti, prenumeruoti, tęsti", "pagalba", "prašau, ačiū"),
        new(
            "ar",
            "توقف, أوقف, إيقاف, قف, إلغاء, إلغاء الاشتراك, الغاء",
            "ابدأ, بدء, اشتراك, تفعيل",
            "مساعدة",
            "من فضلك, لو سمحت, رجاء, شكرا"
        ),
        new("he", "עצור, עצרו, הפסק, הסר, הסירו, הסרה, הסר אותי, ביטול", "התחל, הצטרף, הרשמה", "עזרה", "בבקשה, תודה, נא"),
        new("fa", "توقف, لغو, لغو اشتراک, انصراف", "شروع, عضویت", "کمک, راهنما", "لطفا, ممنون"),
        new("hi", "रोकें, रोको, रोकिए, बंद करें, बंद करो, रद्द करें, बंद", "शुरू, शुरू करें, चालू करें", "मदद, सहायता", "कृपया, धन्यवाद"),
        new(
            "id",
            "berhenti, hentikan, batal, batalkan, keluar, henti, berhenti langganan",
            "mulai, mula, langganan, daftar",
            "bantuan, tolong bantu",
            "tolong, mohon, terima kasih, sila"
        ),
        new("tl", "itigil, ihinto, tigil, kanselahin", "simulan, magsimula", "tulong", "pakiusap, salamat, paki"),
        new(
            "vi",
            "dừng, dừng lại, ngừng, hủy, huỷ, hủy đăng ký, từ chối",
            "bắt đầu, đăng ký",
            "trợ giúp, giúp đỡ",
            "xin, vui lòng, làm ơn, cảm ơn"
        ),
        new("th", "หยุด, ยกเลิก, เลิก, ยกเลิกรับข้อความ", "เริ่ม, สมัคร", "ช่วยเหลือ, ช่วยด้วย", "กรุณา, โปรด, ครับ, ค่ะ, ขอบคุณ"),
        new(
            "zh",
            "停止, 停, 退订, 退訂, 取消, 取消订阅, 取消訂閱, 拒收, 请停止, 請停止, 退出, td, 回t",
            "开始, 開始, 订阅, 訂閱, 恢复, 恢復",
            "帮助, 幫助, 说明, 說明",
            "请, 請, 谢谢, 謝謝"
        ),
        new(
            "ja",
            "停止, 配信停止, 解除, 登録解除, 退会, やめて, 中止, ストップ, 停止してください",
            "開始, 再開, 登録, スタート",
            "ヘルプ, 助けて",
            "お願いします, ください, ありがとう"
        ),
        new(
            "ko",
            "중지, 중단, 정지, 그만, 해지, 취소, 수신거부, 구독취소, 수신 거부",
            "시작, 구독, 재개, 수신동의",
            "도움말, 도움, 안내",
            "제발, 부탁합니다, 감사합니다"
        ),
    ];

    /// <summary>The keywords by their folded phrase, without blanks.</summary>
    public static readonly FrozenDictionary<string, Keyword> Phrases = Languages
        .SelectMany(language =>
            Folded(language.OptOut, Keyword.OptOut)
                .Concat(Folded(language.OptIn, Keyword.OptIn))
                .Concat(Folded(language.Help, Keyword.Help))
        )
        .DistinctBy(phrase => phrase.Key)
        .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The polite words, folded, without blanks.</summary>
    public static readonly FrozenSet<string> PoliteWords = Languages
        .SelectMany(language => Folded(language.Polite, Keyword.Help))
        .Select(phrase => phrase.Key)
        .ToFrozenSet(StringComparer.Ordinal);

    private static IEnumerable<KeyValuePair<string, Keyword>> Folded(string phrases, Keyword keyword) =>
        phrases.Split(',').Select(phrase => KeyValuePair.Create(string.Concat(KeywordText.Words(phrase)), keyword));
}
