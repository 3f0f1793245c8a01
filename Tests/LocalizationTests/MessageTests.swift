import Testing

@testable import Localization

@Suite("Messages", .timeLimit(.minutes(1)))
struct MessageTests {
    @Test func areEnglishUnlessAnotherLanguageIsInForce() {
        let count = 3
        #expect(
            localized("Read \(count) \(count, "line", "lines") of \("a.jsonl")" + ", \(1.5) s.")
                == "Read 3 lines of a.jsonl, 1.5 s.")
        #expect(localized("\(1) \(1, "line", "lines")") == "1 line")
    }

    @Test func haveOneKeyHoweverTheyAreWritten() {
        Language.russian.during {
            #expect(
                Message("Read \(3) \(3, "line", "lines") of \("a")" + " in \(2) parts.").key
                    == "Read %1 %2[line|lines] of %3 in %4 parts.")
            #expect(Message("100 % of it").key == "100 % of it")
        }
    }

    @Test func takeTheWordThatGoesWithTheNumber() {
        let translation = Translation("%1: %2 %2[строка|строки|строк], 100 % %3")
        func text(_ count: Message.Argument) -> String {
            translation.text([.text("a"), count, .text("%1")], in: .russian)
        }
        #expect(text(.count(1)) == "a: 1 строка, 100 % %1")
        #expect(text(.count(22)) == "a: 22 строки, 100 % %1")
        #expect(text(.text("12,411")) == "a: 12,411 строк, 100 % %1")
        #expect(text(.text("1.5")) == "a: 1.5 строки, 100 % %1")
        #expect(text(.text("много")) == "a: много строк, 100 % %1")
    }

    @Test func withoutATranslationAreEnglish() {
        Language.russian.during {
            #expect(localized("A text \("that")" + " no catalogue has \(2)") == "A text that no catalogue has 2")
        }
    }

    @Test func fromOutsideAreNeverLookedUp() {
        Language.russian.during { #expect(localized(Message(verbatim: "%1 %2[a|b|c]")) == "%1 %2[a|b|c]") }
    }

    @Test func holdAnotherOneThatIsTranslatedByItself() {
        Language.russian.during {
            let inner = Message("no such text \(1)")
            #expect(Message("outer: \(inner)").english == "outer: no such text 1")
            #expect(Message("outer: \(inner)").key == "outer: %1")
        }
    }
}
