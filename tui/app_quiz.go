package tui

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"drydock/tui/quiz"
)

// usualQuiz is how many questions a quiz has that is opened from the home screen.
const usualQuiz = 10

// opensQuiz stands for the id of a scenario while a quiz is opened.
const opensQuiz = "quiz"

// errNoQuiz is told where the shell has no questions to ask.
var errNoQuiz = errors.New("there are no questions here")

// quizOpenedMsg is the answer of Config.Quiz.
type quizOpenedMsg struct {
	cfg quiz.Config
	err error
}

// startQuiz is nil unless the program was started with a quiz.
func (a App) startQuiz() tea.Cmd {
	start := a.cfg.StartQuiz
	if start == nil {
		return nil
	}
	return func() tea.Msg { return *start }
}

// openQuiz makes a quiz in a command.
func (a App) openQuiz(msg quiz.OpenMsg) (tea.Model, tea.Cmd) {
	if a.opening != "" {
		return a, nil
	}
	open := a.cfg.Quiz
	if open == nil {
		a.notice.tell("✗ no quiz", errNoQuiz)
		return a, nil
	}
	a.opening = opensQuiz
	return a, func() tea.Msg {
		cfg, err := open(msg)
		return quizOpenedMsg{cfg, err}
	}
}

// askBeside asks what belongs to the puzzle that is played, once, and leads back
// to a screen of it.
func (a App) askBeside(cfg quiz.Config, back screen) (tea.Model, tea.Cmd) {
	if len(cfg.Items) == 0 || a.at != back {
		return a, nil
	}
	a.before = quiz.Config{}
	w, h := a.size()
	cfg.Beside = true
	var cmd tea.Cmd
	a.quiz, cmd = quiz.New(cfg, a.theme, w, h)
	a.at, a.back = atQuiz, back
	return a, cmd
}

// quizLeft goes back to where the quiz was opened.
func (a App) quizLeft() (tea.Model, tea.Cmd) {
	a.at, a.quiz, a.back = a.back, quiz.Model{}, atHome
	if a.at == atHome {
		return a, a.readProgress()
	}
	return a.resized()
}

func (a App) quizOpened(msg quizOpenedMsg) (tea.Model, tea.Cmd) {
	if a.opening != opensQuiz {
		return a, nil
	}
	a.opening = ""
	if msg.err != nil {
		a.notice.tell("✗ no quiz", msg.err)
		return a, nil
	}
	w, h := a.size()
	var cmd tea.Cmd
	a.quiz, cmd = quiz.New(msg.cfg, a.theme, w, h)
	a.at = atQuiz
	return a, cmd
}
