/// What a signal asks of a chat.
package enum ChatSignal: Sendable, Hashable {
    /// To stop the reply that is under way.
    case interrupt
    /// To stop the reply and to end: nothing is sent from then on.
    case end
}
