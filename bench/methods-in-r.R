# The same work as methods.bench.ts by R, for comparison on one machine: processor milliseconds, median of several runs.
# Rscript bench/methods-in-r.R (packages jsonlite, survival, bayesm).

library(jsonlite)
library(survival)
median_ms <- function(runs, work) 1000 * median(sapply(seq_len(runs), function(i) system.time(work())[1]))
reference <- function(name) fromJSON(file.path("tests/methods/reference", paste0(name, ".json")))$inputs

# Multinomial logit of the yogurt panel: BFGS with the analytic gradient, numerical Hessian for the errors.
yogurt <- reference("survey_cbc_mnl_yogurt")
X <- do.call(cbind, yogurt$x[yogurt$variables])
situation <- match(yogurt$obs, unique(yogurt$obs))
chosen <- yogurt$choice == 1
shares <- function(b) { e <- exp(drop(X %*% b)); e / rowsum(e, situation, reorder = FALSE)[situation, 1] }
logit <- function() optim(rep(0, ncol(X)), function(b) -sum(log(shares(b)[chosen])),
  function(b) -drop(crossprod(X, chosen - shares(b))), method = "BFGS", hessian = TRUE, control = list(reltol = 1e-12))
cat("logit, optim BFGS ms:", median_ms(9, logit), "\n")
cat("logit, survival clogit ms:", median_ms(9, function()
  clogit(as.numeric(chosen) ~ X + strata(situation))), "\n")

# BG/NBD and Pareto/NBD of the CDNOW sample: likelihoods and optimiser as the BTYD package has them.
cdnow <- reference("retention_bgnbd_pnbd_cdnow")
x <- cdnow$x; recency <- cdnow$t_x; age <- cdnow$T
fit <- function(likelihood) optim(rep(0, 4), function(p) -sum(likelihood(exp(p))), method = "L-BFGS-B",
  lower = rep(-10, 4), upper = rep(10, 4))
bg_nbd <- function(p) {
  start <- lgamma(p[1] + x) - lgamma(p[1]) + p[1] * log(p[2]) + lbeta(p[3], p[4] + x) - lbeta(p[3], p[4])
  alive <- -(p[1] + x) * log(p[2] + age)
  gone <- ifelse(x > 0, log(p[3]) - log(p[4] + pmax(x, 1) - 1) - (p[1] + x) * log(p[2] + recency), -Inf)
  most <- pmax(alive, gone)
  start + most + log(exp(alive - most) + exp(gone - most))
}
hypergeometric <- function(a, b, c, z) {
  term <- sum <- rep(1, length(z)); j <- 0
  repeat {
    j <- j + 1; before <- sum
    term <- term * (a + j - 1) * (b + j - 1) / (c + j - 1) * z / j
    sum <- sum + term
    if (all(sum == before)) return(sum)
  }
}
pareto_nbd <- function(p) {
  all <- p[1] + p[3] + x; largest <- max(p[2], p[4]); apart <- abs(p[2] - p[4])
  own <- if (p[2] >= p[4]) rep(p[3] + 1, length(x)) else p[1] + x
  at <- function(t) hypergeometric(all, own, all + 1, apart / (largest + t)) * (largest + t)^-all
  lgamma(p[1] + x) - lgamma(p[1]) + p[1] * log(p[2]) + p[3] * log(p[4]) +
    log((p[2] + age)^-(p[1] + x) * (p[4] + age)^-p[3] + p[3] / all * (at(recency) - at(age)))
}
cat("BG/NBD ms:", median_ms(5, function() fit(bg_nbd)), "\n")
cat("Pareto/NBD ms:", median_ms(3, function() fit(pareto_nbd)), "\n")

# Hierarchical Bayes: 200 respondents, 12 tasks, 4 alternatives, 4 coefficients, 10,000 draws.
set.seed(20)
people <- lapply(1:200, function(i) {
  tastes <- rnorm(4, c(-1.2, 0.8, 0.5, 0.3), 0.6)
  offers <- cbind(sample(0:3, 48, TRUE) * 2 / 3, matrix(sample(0:1, 144, TRUE), 48))
  worth <- matrix(offers %*% tastes - log(-log(runif(48))), 4)
  list(y = as.numeric(max.col(t(worth))), X = offers)
})
hierarchical <- function() bayesm::rhierMnlRwMixture(Data = list(p = 4, lgtdata = people), Prior = list(ncomp = 1),
  Mcmc = list(R = 10000, keep = 1, nprint = 0))
took <- 0
invisible(capture.output(took <- median_ms(1, hierarchical)))
cat("hierarchical Bayes, bayesm ms:", took, "\n")
