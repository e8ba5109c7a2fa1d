package kb

// The parts of the home page, in the order used if site.toml gives none. The first
// five are the state of the project; they are shown if anything is known.
const (
	HomeStanding     = "standing"
	HomeKPI          = "kpi"
	HomeDecisions    = "decisions"
	HomeRisks        = "risks"
	HomeMilestones   = "milestones"
	HomeReport       = "report"
	HomeBoards       = "boards"
	HomeText         = "text"
	HomeChanges      = "changes"
	HomeReviews      = "reviews"
	HomeGantt        = "gantt"
	HomeCards        = "cards"
	HomeSatisfaction = "satisfaction"
	HomeFolders      = "folders"
)

// HomeParts is all of them.
var HomeParts = []string{
	HomeStanding, HomeKPI, HomeReport, HomeDecisions, HomeRisks, HomeMilestones,
	HomeBoards, HomeText, HomeChanges, HomeReviews, HomeGantt, HomeCards, HomeSatisfaction, HomeFolders,
}
