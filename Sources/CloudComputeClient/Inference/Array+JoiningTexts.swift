extension Array<ChatEvent> {
    /// The events, the pieces of a text that follow one another made one: what came together is passed on together.
    var joiningTexts: [ChatEvent] {
        guard count > 1 else { return self }
        var result: [ChatEvent] = []
        var run: (text: String, choice: Int, isReasoning: Bool)?
        func flush() {
            guard let whole = run else { return }
            result.append(
                whole.isReasoning
                    ? .reasoning(whole.text, choice: whole.choice) : .text(whole.text, choice: whole.choice))
            run = nil
        }
        func add(_ text: String, _ choice: Int, isReasoning: Bool) {
            if run?.choice == choice, run?.isReasoning == isReasoning {
                run?.text += text
            } else {
                flush()
                run = (text, choice, isReasoning)
            }
        }
        for event in self {
            switch event {
            case .text(let text, let choice): add(text, choice, isReasoning: false)
            case .reasoning(let text, let choice): add(text, choice, isReasoning: true)
            default:
                flush()
                result.append(event)
            }
        }
        flush()
        return result
    }
}
